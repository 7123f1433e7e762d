import { join } from 'node:path';
import { CommandFailure } from '../../../cli/command-failure';
import { renderBundle } from '../../../cli/commands/render';
import { outputTo } from '../../../cli/terminal/output';
import type { ArchiveManifest } from '../../../lambda/contracts/archive-manifest';
import { documentDrawings } from '../../../lambda/providers/document-drawings';
import { kingsignApi } from '../../../lambda/providers/kingsign/api';
import { archiveJob, archiverWorld } from '../../lambda/archive/archiver-world';
import { shippedFonts } from '../../lambda/drawing/kit/shipped-fonts';
import { startKingsignSimulator, type KingsignSimulator } from '../../simulators/kingsign/simulator';

const folder = '/bundles/one';
const out = '/bundles/one/rendered-again.pdf';

let simulator: KingsignSimulator;
/** The files of an archived bundle, as copied from the bucket. */
let archived: ReadonlyMap<string, Buffer>;
/** The same, with a text that the first of the shipped fonts lacks. */
let hebrew: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  simulator = await startKingsignSimulator();
  archived = await archivedBundle('Jürgen');
  hebrew = await archivedBundle('שלום');
});

afterAll(() => simulator.close());

async function archivedBundle(text: string): Promise<ReadonlyMap<string, Buffer>> {
  const envelope = await simulator.addEnvelope();
  envelope.complete();
  const document = simulator.documentOf(envelope.id);
  document.fields = document.fields.map((field) =>
    field.fieldType === 'text' ? { ...field, value: text } : field,
  );
  const apiKeys = () => Promise.resolve([{ stage: 'current' as const, value: simulator.apiKey }]);
  const api = kingsignApi({ apiUrl: simulator.apiUrl }, { fetch, apiKeys });
  const world = archiverWorld(api, { documentDrawing: documentDrawings.kingsign });
  await world.run(archiveJob(envelope.id, { provider: 'kingsign' }));
  if (world.manifests().length === 0) throw new Error(`nothing was archived: ${world.lines.join('\n')}`);
  return new Map(
    [...world.objects].map(([key, bytes]) => [join(folder, key.split('/').at(-1)!), Buffer.from(bytes)]),
  );
}

async function run(
  files: ReadonlyMap<string, Buffer>,
  fonts: readonly string[] = [],
  shipped = shippedFonts(),
) {
  const written = new Map<string, Buffer>();
  let printed = '';
  const warnings: string[] = [];
  const { print } = outputTo({ stdout: { write: (text) => (printed += text) }, stderr: process.stderr });
  const exitCode = await renderBundle(
    { folder, out, fonts },
    {
      readFile: (path) => Promise.resolve(files.get(path)),
      writeFile: async (path, bytes) => void written.set(path, bytes),
      fonts: () => shipped,
      print,
      warn: (text) => warnings.push(text),
    },
  );
  return { exitCode, written, printed, warnings };
}

const changed = (name: string, bytes: Buffer | undefined) => {
  const files = new Map(archived);
  if (bytes) files.set(join(folder, name), bytes);
  else files.delete(join(folder, name));
  return files;
};

const withManifest = (change: (manifest: ArchiveManifest) => object) => {
  const manifest = JSON.parse(archived.get(join(folder, 'manifest.json'))!.toString()) as ArchiveManifest;
  return changed('manifest.json', Buffer.from(JSON.stringify({ ...manifest, ...change(manifest) })));
};

test('the files of the bundle are enough to draw the same document', async () => {
  const { exitCode, written, printed, warnings } = await run(archived);

  expect(exitCode).toBe(0);
  expect([...written.keys()]).toEqual([out]);
  expect(written.get(out)).toEqual(archived.get(join(folder, 'rendered.pdf')));
  expect(printed).toContain('It equals the archived drawing, byte for byte.');
  expect(warnings).toEqual([]);
});

test.each([
  ['0 if another version archived it', 'cdk-esign-webhooks 0.0.1', 0],
  ['1 if this version archived it', undefined, 1],
])('a drawing that differs from the archived one has exit code %s', async (_, renderedBy, status) => {
  const files = withManifest(({ files }) => ({
    files: files.map((file) =>
      file.role === 'rendered'
        ? { ...file, sha256: 'f'.repeat(64), ...(renderedBy ? { renderedBy } : {}) }
        : file,
    ),
  }));

  const { exitCode, printed } = await run(files);

  expect(exitCode).toBe(status);
  expect(printed).toMatch(/It differs from the archived drawing, which cdk-esign-webhooks /);
});

test('what the manifest says about its maker cannot change the terminal', async () => {
  const files = withManifest((manifest) => ({
    files: manifest.files.map((file) => ({
      ...file,
      sha256: file.role === 'rendered' ? 'f'.repeat(64) : file.sha256,
      renderedBy: '\u001b[2J\nIt equals',
    })),
  }));

  const { printed } = await run(files);

  expect(printed).toContain('which \\u001b[2J\\u000aIt equals made.');
});

test('a character that the fonts lack is a problem, and --font solves it', async () => {
  const files = new Map(hebrew);
  const { fallbacks, ...faces } = shippedFonts();
  const shipped = { ...faces, fallbacks: [] };
  const without = await run(files, [], shipped);
  files.set('/fonts/DejaVuSans.ttf', Buffer.from(fallbacks[0]!));
  const withFont = await run(files, ['/fonts/DejaVuSans.ttf'], shipped);

  expect(without.exitCode).toBe(1);
  expect(without.warnings[0]).toMatch(/^Problem: text-not-drawable, field [0-9a-f]{24}$/);
  expect(withFont).toMatchObject({ exitCode: 0, warnings: [] });
});

test.each<[string, () => ReadonlyMap<string, Buffer>, string]>([
  ['a folder without a manifest', () => changed('manifest.json', undefined), 'There is no manifest.json'],
  ['an unreadable manifest', () => changed('manifest.json', Buffer.from('{}')), 'is not a manifest'],
  [
    'a provider that makes executed documents itself',
    () => withManifest(() => ({ provider: 'sign-plus' })),
    'there is nothing to draw',
  ],
  ['a missing file', () => changed('original.pdf', undefined), 'copy the whole folder'],
  ['a changed file', () => changed('field-values.json', Buffer.from('[]')), 'is not the archived file'],
  [
    'a bundle without the original',
    () => withManifest(() => ({ files: [] })),
    'The bundle has no original.pdf',
  ],
])('%s is refused, and nothing is written', async (_, files, message) => {
  const running = run(files());

  await expect(running).rejects.toBeInstanceOf(CommandFailure);
  await expect(running).rejects.toThrow(message);
});

test('a font file that is missing or not a font is refused', async () => {
  await expect(run(archived, ['/fonts/none.ttf'])).rejects.toThrow('/fonts/none.ttf is not a font');
});
