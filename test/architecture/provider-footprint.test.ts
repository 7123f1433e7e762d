import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerIdSchema, type ProviderId } from '../../lambda/contracts/ids';

const root = join(__dirname, '..', '..');

/** Other names of a provider, or of its company. */
const otherNames: Readonly<Partial<Record<ProviderId, RegExp>>> = {
  'iinked-sign': /iinked|syngrafii/i,
  'sign-plus': /alohi/i,
  kingsign: /king-sign/i,
};

/** Whether a line names a provider: by its id, in whatever case and with whatever between the words. */
const names = (id: ProviderId, line: string) =>
  new RegExp(id.replaceAll('-', '[-_. ]?'), 'i').test(line) || otherNames[id]?.test(line);

/** The registries: the only files outside of its own folders that name a provider. */
const registries: ReadonlySet<string> = new Set([
  'bin/app-config.ts',
  'events/signing-event.ts',
  'lambda/contracts/ids.ts',
  'lambda/providers/access-questions.ts',
  'lambda/providers/document-drawings.ts',
  'lambda/providers/envelope-listings.ts',
  'lambda/providers/index.ts',
  'lambda/providers/registration-guides.ts',
  'lambda/providers/sample-webhooks.ts',
  'lambda/providers/webhook-registries.ts',
  'lib/esign-provider.ts',
  'lib/index.ts',
]);

/** Files that name a provider as an example for the reader: the code does not depend on it. */
const examples: ReadonlySet<string> = new Set([
  'lambda/contracts/signing-event-parts.ts',
  'lib/internal/check-props.ts',
  'scripts/compare-templates.mjs',
  'scripts/open-api-of-events.ts',
]);

interface NamingLine {
  readonly file: string;
  readonly line: string;
}

/** The lines of code that name a provider, outside of its own folders and without comments. */
function footprint(id: ProviderId): readonly NamingLine[] {
  const files = globSync('{events,lambda,lib,bin,cli,scripts}/**/*.{ts,mjs,cjs}', { cwd: root });
  return files
    .filter((file) => !isItsOwn(file, id))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .filter((line) => names(id, withoutComment(line)))
        .map((line) => ({ file, line: line.trim() })),
    );
}

const isItsOwn = (file: string, id: ProviderId) =>
  file.startsWith(`lambda/providers/${id}/`) ||
  [`lib/providers/${id}.ts`, `bin/endpoints/${id}.ts`].includes(file);

const withoutComment = (line: string) => (/^\s*(?:\/\*|\*|\/\/)/.test(line) ? '' : line);

const ids = providerIdSchema.options;

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

test('the newest provider touches fewer than 35 lines outside of its own folders', () => {
  const newest = ids.at(-1)!;
  const lines = footprint(newest);
  const files = new Set(lines.map(({ file }) => file));

  // Printed: the price of a provider for the rest of the code.
  process.stdout.write(
    `${newest}: ${lines.length} lines in ${files.size} files outside of its own folders\n`,
  );
  expect(lines.length).toBeLessThan(35);
});
