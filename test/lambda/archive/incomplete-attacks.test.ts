import { processJob } from '../../../lambda/archive/process-job';
import { eventDetail } from '../../../lambda/kit/event-detail';
import type { ApiErrorReason } from '../../../lambda/contracts/failure-reason';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import { samplePdf } from '../../simulators/kit/sample-pdf';
import { archiveJob, archiverWorld, start, ProcessDied, type ArchiverWorld } from './archiver-world';
import { partialApi, type Download } from './partial-api';
import { digest } from './write-once-memory';

const hour = 60 * 60 * 1_000;
const lastJob = (id = 'env') => archiveJob(id, { attempt: 200 });

let pdf: Buffer;

beforeAll(async () => {
  pdf = await samplePdf({ title: 'Lease', lines: [] });
});

const failure = (reason: ApiErrorReason, retryAfterSeconds?: number) =>
  new ProviderApiError(reason, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

function partialWorld(files: Readonly<Record<string, Download>>) {
  const downloads = new Map(Object.entries(files));
  const { api, asked, change } = partialApi(downloads);
  return { ...archiverWorld(api), downloads, asked, change };
}

const namesIn = ({ objects }: Pick<ArchiverWorld, 'objects'>) =>
  [...objects.keys()].map((key) => key.split('/').at(-1)).sort();

function incompleteIn({ objects }: Pick<ArchiverWorld, 'objects'>) {
  const found = [...objects].filter(([key]) => key.endsWith('/incomplete.json'));
  return found.map(([key, bytes]) => ({
    key,
    sha256: digest(bytes),
    json: JSON.parse(Buffer.from(bytes).toString()) as {
      readonly files: readonly { readonly key: string }[];
      readonly missing: readonly object[];
    },
  }));
}

const expire = ({ clock }: ArchiverWorld) => {
  clock.now = new Date(start.getTime() + 49 * hour);
};

describe('a run that meets a file that it cannot have', () => {
  const aboutTheFile: readonly ApiErrorReason[] = [
    ...(['not-a-pdf', 'too-large', 'not-found', 'cut-off'] as const),
    ...(['redirect-refused', 'address-refused', 'unexpected-answer'] as const),
  ];

  test.each(aboutTheFile)('goes on to the files after it when the reason is %s', async (reason) => {
    const world = partialWorld({ 'a.pdf': failure(reason), 'b.pdf': pdf, 'c.pdf': pdf });

    await world.run(archiveJob('env'));

    expect(namesIn(world)).toEqual(['b.pdf', 'c.pdf']);
    expect(world.queue).toHaveLength(1);
    expect(world.events).toEqual([]);
  });

  test.each<ApiErrorReason>(['unauthorized', 'api-key-not-set', 'rate-limited'])(
    'asks for no other file when the reason is %s, which concerns them all',
    async (reason) => {
      const world = partialWorld({ 'a.pdf': failure(reason), 'b.pdf': pdf, 'c.pdf': pdf });

      await world.run(archiveJob('env'));

      expect(world.asked).toEqual(['a.pdf']);
    },
  );

  test('downloads in the next run only what the archive lacks', async () => {
    const world = partialWorld({ 'a.pdf': failure('not-a-pdf'), 'b.pdf': pdf });
    await world.run(archiveJob('env'));
    world.asked.length = 0;

    await world.run(world.queue[0]!.job);

    expect(world.asked).toEqual(['a.pdf']);
  });

  test('waits as long as the file says that asks for the longest time', async () => {
    const world = partialWorld({
      'a.pdf': failure('server-error', 60),
      'b.pdf': failure('server-error', 600),
      'c.pdf': failure('not-found'),
    });

    await world.run(archiveJob('env'));

    expect(world.queue[0]?.delaySeconds).toBe(600);
  });

  test('does not make the archiver ask for hundreds of files in vain in one run', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `f${index}.pdf`);
    const world = partialWorld(Object.fromEntries(names.map((name) => [name, failure('server-error')])));

    await world.run(archiveJob('env'));

    expect(world.asked.length).toBeLessThan(20);
  });
});

describe('a file that always takes all the time of a run', () => {
  const files = () => ({ 'a.pdf': failure('timed-out'), 'b.pdf': pdf, 'c.pdf': pdf });

  test('makes the run wait, and not go on at once', async () => {
    const world = partialWorld(files());
    world.clock.remainingMs = () => 0;

    await world.run(archiveJob('env'));

    expect(world.asked).toEqual(['a.pdf']);
    expect(world.queue[0]).toMatchObject({ job: { attempt: 1 }, delaySeconds: 15 });
  });

  test('does not stop the other files for ever', async () => {
    const world = partialWorld(files());
    world.clock.remainingMs = () => 0;

    let job = archiveJob('env');
    for (let runs = 0; runs < 6; runs++) {
      await world.run(job);
      job = world.queue.at(-1)!.job;
    }

    expect(namesIn(world)).toEqual(['b.pdf', 'c.pdf']);
  });
});

describe('a file whose key has an object that is not ours', () => {
  const files = () => ({ 'a.pdf': pdf, 'b.pdf': pdf, 'c.pdf': pdf });

  /** Puts the object of a stranger in place of a file. */
  async function planted(downloads: Readonly<Record<string, Download>>, name: string) {
    const probe = partialWorld(files());
    await probe.run(archiveJob('env'));
    const key = [...probe.objects.keys()].find((one) => one.endsWith(`/${name}`))!;
    const world = partialWorld(downloads);
    world.plant(key, Buffer.from('of a stranger'));
    return world;
  }

  test('does not cost the other files: they are stored and named', async () => {
    const world = await planted(files(), 'a.pdf');

    await world.run(archiveJob('env'));

    expect(namesIn(world)).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'incomplete.json']);
    expect(incompleteIn(world)[0]?.json.missing).toEqual([
      { name: 'a.pdf', role: 'executed', documentId: 'of-a', reason: 'archived-file-without-digest' },
    ]);
    expect(world.events).toEqual([
      expect.objectContaining({
        type: 'envelope.archive-failed',
        problem: 'archived-file-without-digest',
      }),
    ]);
    expect(world.deadLetters).toHaveLength(1);
  });

  test('does not end the waiting for another file that may still come', async () => {
    const world = await planted({ ...files(), 'b.pdf': failure('not-a-pdf') }, 'a.pdf');

    await world.run(archiveJob('env'));

    expect(world.queue).toHaveLength(1);
    expect(world.events).toEqual([]);
  });
});

describe('an envelope of which one file never comes', () => {
  async function givenUp() {
    const world = partialWorld({ 'a.pdf': failure('not-a-pdf'), 'b.pdf': pdf });
    expire(world);
    await world.run(lastJob());
    return world;
  }

  test('gets an incomplete.json that names what is there and what is missing', async () => {
    const world = await givenUp();

    expect(namesIn(world)).toEqual(['b.pdf', 'incomplete.json']);
    const [{ json, key }] = incompleteIn(world) as [ReturnType<typeof incompleteIn>[number]];
    expect(json.files).toEqual([
      expect.objectContaining({ key: key.replace('incomplete.json', 'b.pdf'), sha256: digest(pdf) }),
    ]);
    expect(json.missing).toEqual([
      { name: 'a.pdf', role: 'executed', documentId: 'of-a', reason: 'not-a-pdf' },
    ]);
  });

  test('is announced as failed, with the key and the digest of that file, and never as archived', async () => {
    const world = await givenUp();

    const [{ key, sha256 }] = incompleteIn(world) as [ReturnType<typeof incompleteIn>[number]];
    expect(world.events).toHaveLength(1);
    const [event] = JSON.parse(JSON.stringify(world.events)) as [object];
    expect(event).toMatchObject({ type: 'envelope.archive-failed', problem: 'not-a-pdf' });
    expect(JSON.stringify(event)).toContain(key);
    expect(JSON.stringify(event)).toContain(sha256);
    expect(event).not.toHaveProperty('archive.manifest');
    expect(world.deadLetters).toHaveLength(1);
    expect(world.manifests()).toEqual([]);
  });

  test('becomes a whole bundle when the file comes, and nothing is downloaded twice', async () => {
    const world = await givenUp();
    world.downloads.set('a.pdf', pdf);
    world.asked.length = 0;

    await world.run(archiveJob('env', { completionEventId: 'd'.repeat(64) }));

    expect(world.asked).toEqual(['a.pdf']);
    expect(world.events.at(-1)?.type).toBe('envelope.archived');
    expect(world.manifests()[0]?.files.map(({ key }) => key.split('/').at(-1))).toEqual(['a.pdf', 'b.pdf']);
    expect(namesIn(world)).toEqual(['a.pdf', 'b.pdf', 'incomplete.json', 'manifest.json']);
  });

  test('has the incomplete.json of the first time when it is given up again', async () => {
    const world = await givenUp();
    const [first] = incompleteIn(world);
    world.downloads.set('a.pdf', failure('too-large'));

    await world.run(lastJob());

    expect(incompleteIn(world)).toEqual([first]);
    expect(JSON.stringify(world.events[1])).toContain(first?.sha256);
  });
});

test.each<[string, Readonly<Record<string, Download>>]>([
  ['none of its files is there', { 'a.pdf': failure('not-a-pdf') }],
  ['the API key is refused before any file', { 'a.pdf': failure('unauthorized') }],
])('an envelope has no incomplete.json when %s', async (_, files) => {
  const world = partialWorld(files);
  expire(world);

  await world.run(lastJob());

  expect(world.objects.size).toBe(0);
  expect(world.events[0]).toMatchObject({ type: 'envelope.archive-failed' });
  expect(world.events[0]).not.toHaveProperty('archive');
});

test('an envelope whose state the API does not confirm has no incomplete.json', async () => {
  const world = partialWorld({ 'a.pdf': pdf, 'b.pdf': failure('not-a-pdf') });
  await world.run(archiveJob('env'));
  expire(world);
  const api = {
    ...world.deps.api,
    getEnvelope: () => Promise.reject(new ProviderApiError('unauthorized', { status: 401 })),
  };

  await processJob({ ...world.deps, api }, lastJob());

  expect(incompleteIn(world)).toEqual([]);
  expect(world.deadLetters).toHaveLength(1);
});

test('the event stays within the limit of an event when thousands of files are missing', async () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `${'n'.repeat(100)}${index}.pdf`);
  const world = partialWorld({
    'z.pdf': pdf,
    ...Object.fromEntries(names.map((name) => [name, failure('not-a-pdf')])),
  });
  expire(world);

  await world.run(archiveJob('env', { attempt: names.length + 1 }));

  expect(incompleteIn(world)[0]?.json.missing).toHaveLength(3_000);
  expect(Buffer.byteLength(eventDetail(world.events[0]!))).toBeLessThan(240 * 1_024);
});

describe('a run that gives up an envelope with some files', () => {
  const files = () => ({ 'a.pdf': failure('not-a-pdf'), 'b.pdf': pdf });

  test('loses nothing when it dies at any of its calls', async () => {
    const undisturbed = partialWorld(files());
    expire(undisturbed);
    await undisturbed.run(lastJob());
    const calls = undisturbed.calls.length;

    for (let call = 1; call <= calls; call++) {
      for (const moment of ['before', 'after'] as const) {
        const world = partialWorld(files());
        expire(world);
        world.dieAt({ call, moment });
        // The last question to the provider may fail: then the run goes on.
        await world.run(lastJob()).catch((error: unknown) => expect(error).toBeInstanceOf(ProcessDied));
        // What is announced is in the archive already, and what is a dead letter is announced.
        if (world.events.length > 0) expect(incompleteIn(world)).toHaveLength(1);
        if (world.deadLetters.length > 0) expect(world.events.length).toBeGreaterThan(0);
        world.dieAt(undefined);
        await world.run(lastJob(), { receiveCount: 2 });

        expect(world.objects).toEqual(undisturbed.objects);
        expect(new Set(world.events.map(({ id }) => id)).size).toBe(1);
        expect(world.deadLetters.length).toBeGreaterThan(0);
      }
    }
  });
});
