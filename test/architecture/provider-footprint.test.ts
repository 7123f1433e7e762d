import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderId } from '../../lambda/contracts/ids';

const root = join(__dirname, '..', '..');

/** How the code names a provider. */
const names: Readonly<Record<ProviderId, RegExp>> = {
  'iinked-sign': /iinked|syngrafii/i,
  'sign-plus': /sign[-_. ]?plus|alohi/i,
  documenso: /documenso/i,
  kingsign: /king-?sign/i,
};

/** The registries: where a provider has its lines, and nowhere else. */
const registries: ReadonlySet<string> = new Set([
  'bin/app-config.ts',
  'lambda/contracts/ids.ts',
  'lambda/providers/document-drawings.ts',
  'lambda/providers/index.ts',
  'lambda/providers/registration-guides.ts',
  'lib/esign-provider.ts',
  'lib/index.ts',
]);

/** Says of a provider as an example to the reader: the code does not act on it. */
const examples: ReadonlySet<string> = new Set([
  'lib/internal/check-props.ts',
  'scripts/compare-templates.mjs',
]);

interface NamingLine {
  readonly file: string;
  readonly line: string;
}

/** The lines of code, comments aside, outside of a provider's own folders that name it. */
function footprint(id: ProviderId): readonly NamingLine[] {
  const files = globSync('{lambda,lib,bin,cli,scripts}/**/*.{ts,mjs,cjs}', { cwd: root });
  return files
    .filter((file) => !isItsOwn(file, id))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .filter((line) => names[id].test(withoutComment(line)))
        .map((line) => ({ file, line: line.trim() })),
    );
}

const isItsOwn = (file: string, id: ProviderId) =>
  file.startsWith(`lambda/providers/${id}/`) ||
  [`lib/providers/${id}.ts`, `bin/endpoints/${id}.ts`].includes(file);

const withoutComment = (line: string) => (/^\s*(?:\/\*|\*|\/\/)/.test(line) ? '' : line);

const ids = Object.keys(names) as ProviderId[];

test.each(ids)('%s is named in its own folders and in the registries only', (id) => {
  const elsewhere = footprint(id).filter(({ file }) => !registries.has(file) && !examples.has(file));

  expect(elsewhere).toEqual([]);
});

test.each(ids)('adding a provider such as %s takes one to nine lines in each registry', (id) => {
  for (const registry of registries) {
    const lines = footprint(id).filter(({ file }) => file === registry);

    expect([registry, lines.length]).toEqual([registry, expect.any(Number)]);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(10);
  }
});

test('the last provider that came touched this much outside of its own folders', () => {
  const lines = footprint('kingsign');
  const files = new Set(lines.map(({ file }) => file));

  // For whoever asks what a provider costs the rest of the code.
  process.stdout.write(`kingsign: ${lines.length} lines in ${files.size} files outside of its own folders\n`);
  expect(lines.length).toBeLessThan(30);
});
