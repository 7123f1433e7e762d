import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import { kingsignApi } from '../../../lambda/providers/kingsign/api';
import { documentDrawings } from '../../../lambda/providers/document-drawings';
import type { EnvelopeApi } from '../../../lambda/providers/provider';
import { version } from '../../../package.json';
import type { SimulatedEnvelope } from '../../simulators/kit/provider-simulator';
import { startKingsignSimulator, type KingsignSimulator } from '../../simulators/kingsign/simulator';
import { pagePictures } from '../drawing/kit/page-pictures';
import { archiverWorld, archiveJob, ProcessDied, type ArchiverWorld } from './archiver-world';
import { digest } from './write-once-memory';

let simulator: KingsignSimulator;
let envelope: SimulatedEnvelope;

beforeAll(async () => {
  simulator = await startKingsignSimulator();
});

beforeEach(async () => {
  envelope = await simulator.addEnvelope({ title: 'Lease' });
  envelope.complete();
});

afterAll(() => simulator.close());

function api(): EnvelopeApi {
  const apiKeys = () => Promise.resolve([{ stage: 'current' as const, value: simulator.apiKey }]);
  return kingsignApi({ apiUrl: simulator.apiUrl }, { fetch, apiKeys });
}

function drawingWorld(more: Partial<EnvelopeApi> = {}): ArchiverWorld {
  return archiverWorld({ ...api(), ...more }, { documentDrawing: documentDrawings.kingsign });
}

const kingsignJob = () => archiveJob(envelope.id, { provider: 'kingsign' });

function bundlePrefix(world: ArchiverWorld): string {
  return `documents/contracts/${envelope.id}/${world.manifests()[0]?.revision}/`;
}

test('the executed document is drawn, stored beside its sources, and marked as drawn', async () => {
  const world = drawingWorld();

  await world.run(kingsignJob());

  const prefix = bundlePrefix(world);
  const pdf = Buffer.from(world.objects.get(`${prefix}rendered.pdf`)!);
  const sources = ['original.pdf', 'field-values.json', 'field-geometry.json'].map((name) => prefix + name);
  expect([...world.objects.keys()]).toEqual([...sources, `${prefix}rendered.pdf`, `${prefix}manifest.json`]);
  expect(world.manifests()[0]).toMatchObject({ absent: [{ role: 'executed' }], problems: [] });
  expect(world.manifests()[0]?.files[3]).toEqual({
    role: 'rendered',
    key: `${prefix}rendered.pdf`,
    size: pdf.length,
    sha256: digest(pdf),
    renderedBy: `cdk-esign-webhooks ${version}`,
    renderedFrom: sources,
  });
  expect(world.events[0]).not.toHaveProperty('problem');
  expect(world.events[0]?.archive).toMatchObject({
    fileCount: 4,
    roles: ['original', 'field-values', 'field-geometry', 'rendered'],
  });
});

test('the drawn document begins with the bytes of the original, and shows the values of all fields', async () => {
  const world = drawingWorld();

  await world.run(kingsignJob());

  const { pdf: original } = simulator.documentOf(envelope.id);
  const pdf = Buffer.from(world.objects.get(`${bundlePrefix(world)}rendered.pdf`)!);
  const [first, second, record] = await pagePictures(pdf);
  expect(pdf.subarray(0, original.length)).toEqual(original);
  expect(first?.text).toContain('Contact 1, typed');
  expect(second?.text).toContain('Contact 2, typed');
  expect(record?.text).toContain('This page is no certificate of Kingsign');
  for (const [key, bytes] of [...world.objects].slice(0, 3)) {
    expect(record?.text.replace(/\s/g, '')).toContain(`${key.split('/').at(-1)},SHA-256${digest(bytes)}`);
  }
});

test('two drawings of the same files are the same, byte for byte', async () => {
  const worlds = [drawingWorld(), drawingWorld()];

  for (const world of worlds) await world.run(kingsignJob());

  expect(worlds[0]?.objects).toEqual(worlds[1]?.objects);
});

test('without the geometry nothing is drawn, and the missing executed document is a problem', async () => {
  const { download } = api();
  const world = drawingWorld({
    download: (id, file, signal) =>
      file.role === 'field-geometry'
        ? Promise.reject(new ProviderApiError('not-found'))
        : download(id, file, signal),
  });

  await world.run(kingsignJob());

  expect(world.manifests()[0]).toMatchObject({
    absent: [{ role: 'field-geometry' }, { role: 'executed' }],
    problems: [{ name: 'executed-missing' }],
  });
  expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'executed-missing' });
});

/** An original that looks like a whole PDF at its beginning and at its end. */
const broken = Buffer.from('%PDF-1.7\nxref << /Type /Page >>\nstartxref\n9\n%%EOF\n');

test('an original that cannot be drawn on is a problem, and the bundle is archived', async () => {
  const { download } = api();
  const world = drawingWorld({
    download: async (id, file, signal) =>
      file.role === 'original'
        ? (async function* () {
            yield broken;
          })()
        : download(id, file, signal),
  });

  await world.run(kingsignJob());

  expect(world.manifests()[0]?.problems).toEqual([
    { name: 'executed-missing' },
    { name: 'template-unreadable', key: `${bundlePrefix(world)}original.pdf` },
  ]);
  expect(world.events[0]).toMatchObject({ type: 'envelope.archived' });
});

test('an original that is too large is not read', async () => {
  const size = simulator.documentOf(envelope.id).pdf.length;
  const world = drawingWorld();
  Object.assign(world.deps.limits, { drawing: { ...world.deps.limits.drawing, maxOriginalBytes: size - 1 } });

  await world.run(kingsignJob());

  expect(world.manifests()[0]?.problems.at(-1)?.name).toBe('template-too-large');
  expect(world.calls).not.toContain('get');
});

test('several fields that cannot be drawn are one problem, which names them', async () => {
  const document = simulator.documentOf(envelope.id);
  document.fields = document.fields.map((field) =>
    field.fieldType === 'text' ? { ...field, value: '田中太郎' } : field,
  );
  const world = drawingWorld();

  await world.run(kingsignJob());

  const fields = document.fields.filter(({ fieldType }) => fieldType === 'text').map(({ _id }) => _id);
  expect(world.manifests()[0]?.problems).toEqual([
    { name: 'text-not-drawable', key: `${bundlePrefix(world)}rendered.pdf`, fields },
  ]);
  expect(world.events[0]).toMatchObject({ problem: 'text-not-drawable' });
});

test('a drawing that another version has stored before it was killed stays in the bundle, with a problem', async () => {
  const first = drawingWorld();
  await first.run(kingsignJob());
  const key = `${bundlePrefix(first)}rendered.pdf`;
  const world = drawingWorld();
  const other = Buffer.from('drawn otherwise');
  world.plant(key, other, digest(other), { 'rendered-by': 'cdk-esign-webhooks 0.0.1' });

  await world.run(kingsignJob());

  const [manifest] = world.manifests();
  expect(manifest?.files.at(-1)).toMatchObject({
    role: 'rendered',
    size: other.length,
    sha256: digest(other),
    renderedBy: 'cdk-esign-webhooks 0.0.1',
  });
  expect(manifest?.problems).toEqual([{ name: 'rendered-bytes-differ', key }]);
});

test('a stored drawing without a version has none in the manifest', async () => {
  const first = drawingWorld();
  await first.run(kingsignJob());
  const world = drawingWorld();
  const other = Buffer.from('drawn otherwise');
  world.plant(`${bundlePrefix(first)}rendered.pdf`, other, digest(other));

  await world.run(kingsignJob());

  expect(world.manifests()[0]?.files.at(-1)).not.toHaveProperty('renderedBy');
});

test.each<[string, (world: ArchiverWorld) => void]>([
  [
    'without its fonts',
    ({ deps }) =>
      Object.assign(deps, {
        fonts: () => {
          throw new Error('ENOENT');
        },
      }),
  ],
  [
    'with invalid fonts',
    ({ deps }) =>
      Object.assign(deps, {
        fonts: () => ({
          regular: Buffer.from('x'),
          bold: Buffer.from('x'),
          italic: Buffer.from('x'),
          boldItalic: Buffer.from('x'),
          fallbacks: [],
        }),
      }),
  ],
  [
    'whose plan throws',
    ({ deps }) =>
      Object.assign(deps.documentDrawing!, {
        plan: () => {
          throw new RangeError('secret value');
        },
      }),
  ],
])('a drawing %s fails alone: the bundle is archived without it', async (_, spoil) => {
  const world = archiverWorld(api(), { documentDrawing: { ...documentDrawings.kingsign! } });
  spoil(world);

  await world.run(kingsignJob());

  const key = `${bundlePrefix(world)}original.pdf`;
  expect(world.manifests()[0]?.problems).toContainEqual({ name: 'executed-missing' });
  expect(world.manifests()[0]?.problems.at(-1)).toEqual({
    name: expect.stringMatching(/^drawing-failed$|^template-unreadable$/),
    key,
  });
  expect(world.events[0]).toMatchObject({ type: 'envelope.archived' });
  expect(JSON.stringify(world.lines)).not.toContain('secret value');
});

test('a drawing that has killed the function many times is given up, and the bundle is archived', async () => {
  const world = drawingWorld();
  Object.assign(world.deps, { receiveCount: 9 });

  await world.run(kingsignJob());

  const { problems, files } = world.manifests()[0]!;
  expect(problems).toEqual([
    { name: 'executed-missing' },
    { name: 'drawing-given-up', key: `${bundlePrefix(world)}original.pdf` },
  ]);
  expect(files.map(({ role }) => role)).toEqual(['original', 'field-values', 'field-geometry']);
});

test('when time is short, the next run makes the drawing', async () => {
  const world = drawingWorld();
  world.clock.remainingMs = () => 20_000;
  let runs = 0;

  do {
    await world.run(world.queue.pop()?.job ?? kingsignJob());
    runs++;
  } while (world.queue.length > 0 && runs < 20);

  expect(world.manifests()[0]?.files.map(({ role }) => role)).toContain('rendered');
  expect(runs).toBe(4);
});

describe('a crash', () => {
  const file = ['describe', 'download', 'put'];
  const allCalls = [
    ...['status', 'describe', ...file, ...file, ...file],
    ...['get', 'get', 'get', 'put', 'status', 'put', 'publish'],
  ];

  test('can happen at any of these calls', async () => {
    const world = drawingWorld();

    await world.run(kingsignJob());

    expect(world.calls).toEqual(allCalls);
  });

  test.each(
    [11, 12, 13, 14, 15, 16, 17].flatMap((call) => [[call, 'before'] as const, [call, 'after'] as const]),
  )('at call %i, %s its effect: the next run finishes the same bundle', async (call, moment) => {
    const undisturbed = drawingWorld();
    await undisturbed.run(kingsignJob());
    const world = drawingWorld();

    world.dieAt({ call, moment });
    await expect(world.run(kingsignJob())).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await world.run(kingsignJob());

    expect(world.objects).toEqual(undisturbed.objects);
    expect(world.events[0]).toEqual(undisturbed.events[0]);
  });
});
