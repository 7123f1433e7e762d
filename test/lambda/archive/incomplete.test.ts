import { faultOf } from '../../simulators/kit/faults';
import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { incompleteBundleSchema, type IncompleteBundle } from '../../../lambda/contracts/incomplete-bundle';
import type { ApiErrorReason } from '../../../lambda/contracts/failure-reason';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import type { EnvelopeApi, EnvelopeState, ListedFile } from '../../../lambda/providers/provider';
import { archiveJob, archiverWorld, oneCac, ProcessDied, start, type ArchiverWorld } from './archiver-world';
import { digest } from './write-once-memory';

const hour = 60 * 60 * 1_000;

let simulator: IinkedSignSimulator;
let packageId: string;
let world: ArchiverWorld;

beforeAll(async () => {
  simulator = await startIinkedSignSimulator();
});

beforeEach(async () => {
  packageId = (await simulator.addPackage(oneCac)).packageId;
  simulator.complete(packageId);
  world = archiverWorld(simulator);
});

afterEach(() => simulator.faults.clear());

afterAll(() => simulator.close());

/** A job whose 48 hours are over, and which has had its attempts. */
const lastAttempt = () => archiveJob(packageId, { attempt: 200 });

async function giveUp(): Promise<void> {
  world.clock.now = new Date(start.getTime() + 49 * hour);
  await world.run(lastAttempt());
}

/** The keys of the stored files, without the bundle's folder. */
const storedNames = () => [...world.objects.keys()].map((key) => key.split('/').slice(4).join('/')).sort();

function incompleteObjects(): readonly { readonly key: string; readonly bundle: IncompleteBundle }[] {
  return [...world.objects]
    .filter(([key]) => key.endsWith('/incomplete.json'))
    .map(([key, bytes]) => ({
      key,
      bundle: incompleteBundleSchema.parse(JSON.parse(Buffer.from(bytes).toString())),
    }));
}

function onlyIncomplete(): { readonly key: string; readonly bundle: IncompleteBundle } {
  const found = incompleteObjects();
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('a file that fails', () => {
  test('does not cost the others: they are stored in the same run, and not downloaded again', async () => {
    simulator.faults.set('master-file', faultOf.html);

    await world.run(archiveJob(packageId));
    const stored = storedNames();
    await world.run(world.queue[0]!.job);

    expect(stored.map((name) => name.split('/').at(-1)).sort()).toEqual([
      'cac.pdf',
      'executed.pdf',
      'executed.pdf',
    ]);
    expect(storedNames()).toEqual(stored);
    const asked = simulator.requests.filter(({ path }) => path.includes(packageId)).map(({ route }) => route);
    expect(asked.filter((route) => route === 'executed')).toHaveLength(2);
    expect(asked.filter((route) => route === 'master-file')).toHaveLength(2);
    expect(world.events).toEqual([]);
  });

  test.each<[string, Parameters<typeof faultOf.rateLimited>[0] | undefined]>([
    ['a refused key', undefined],
    ['too many requests', '7'],
  ])('ends the run if its answer is about the caller: %s', async (_, retryAfter) => {
    simulator.faults.set(
      'executed',
      retryAfter === undefined ? faultOf.unauthorized : faultOf.rateLimited(retryAfter),
    );
    const before = simulator.requests.length;

    await world.run(archiveJob(packageId));

    const routes = simulator.requests.slice(before).map(({ route }) => route);
    expect(routes).not.toContain('master-file');
  });
});

describe('an envelope with many files, of which some fail', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const listed = names.map((name): ListedFile => ({
    role: 'executed',
    name,
    presence: 'required',
    format: 'json',
  }));
  const state: EnvelopeState = { complete: true, status: 'done', revision: ['1'], files: listed };

  function apiWith(failing: Readonly<Record<string, ProviderApiError>>) {
    const asked: string[] = [];
    const api: EnvelopeApi = {
      getEnvelope: async () => state,
      async download(_, { name }) {
        asked.push(name);
        const error = failing[name];
        if (error) throw error;
        return (async function* () {
          yield Buffer.from(name);
        })();
      },
    };
    return { api, asked };
  }

  const failure = (reason: ApiErrorReason, retryAfterSeconds?: number) =>
    new ProviderApiError(reason, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

  test('asks a provider that is down for three files at an attempt, and for others at the next one', async () => {
    const down = Object.fromEntries(names.map((name) => [name, failure('server-error')]));
    const { api, asked } = apiWith(down);
    world = archiverWorld(api);

    await world.run(archiveJob('envelope-1'));
    await world.run(archiveJob('envelope-1', { attempt: 4 }));

    expect(asked).toEqual(['a', 'b', 'c', 'e', 'f', 'a']);
  });

  test('waits as long as the longest Retry-After says', async () => {
    const { api } = apiWith({ a: failure('server-error', 20), c: failure('server-error', 600) });
    world = archiverWorld(api);

    await world.run(archiveJob('envelope-1'));

    expect(world.queue).toEqual([expect.objectContaining({ delaySeconds: 600 })]);
  });

  test('waits, and does not go on at once, if the time is short after a failure', async () => {
    const { api, asked } = apiWith({ a: failure('timed-out') });
    world = archiverWorld(api);
    world.clock.remainingMs = () => 0;

    await world.run(archiveJob('envelope-1'));

    expect(asked).toEqual(['a']);
    expect(world.queue).toEqual([expect.objectContaining({ delaySeconds: 15 })]);
  });

  test('says of each missing file why, also of those that were not tried', async () => {
    const { api } = apiWith({ b: failure('too-large'), c: failure('unauthorized') });
    world = archiverWorld(api);
    world.clock.now = new Date(start.getTime() + 49 * hour);

    await world.run(archiveJob('envelope-1', { attempt: 6 * 40 }));

    const { bundle } = onlyIncomplete();
    expect(bundle.files.map(({ key }) => key.at(-1))).toEqual(['a']);
    expect(bundle.missing.map(({ name, reason }) => [name, reason])).toEqual([
      ['b', 'too-large'],
      ['c', 'unauthorized'],
      ['d', 'not-tried'],
      ['e', 'not-tried'],
      ['f', 'not-tried'],
    ]);
  });
});

describe('an envelope that is given up although a part of it is there', () => {
  beforeEach(() => simulator.faults.set('master-file', faultOf.html));

  test('has an incomplete.json with what there is and what is missing, and no manifest', async () => {
    await giveUp();

    const one = onlyIncomplete();
    expect(one.bundle).toMatchObject({
      incomplete: true,
      envelope: { id: packageId },
      givenUpAt: world.clock.now.toISOString(),
      files: [{ role: 'executed' }, { role: 'executed' }, { role: 'certificate' }],
      absent: [{ role: 'certificate' }],
      missing: [{ role: 'master-file', name: 'master-file.pdf', reason: 'not-a-pdf' }],
    });
    for (const { key, sha256 } of one.bundle.files) {
      expect(digest(world.objects.get(key)!)).toBe(sha256);
    }
    expect(world.manifests()).toEqual([]);
  });

  test('is announced as failed, with the key and digest of incomplete.json, and never as archived', async () => {
    await giveUp();

    const { key, bundle } = onlyIncomplete();
    expect(world.events).toEqual([
      expect.objectContaining({
        type: 'envelope.archive-failed',
        problem: 'not-a-pdf',
        confirmed: false,
        envelope: bundle.envelope,
        incomplete: {
          bucket: 'archive-bucket',
          revision: bundle.revision,
          key,
          sha256: digest(world.objects.get(key)!),
          files: bundle.files,
          fileCount: 3,
          missing: bundle.missing,
          missingCount: 1,
        },
      }),
    ]);
    expect(world.events[0]).not.toHaveProperty('archive');
    expect(world.deadLetters[0]?.job.givenUp).toMatchObject({ reason: 'not-a-pdf', incomplete: key });
    expect(world.lines.at(-1)).toContain(key);
  });

  test('is archived as always when the file comes: nothing is downloaded again, and the list stays', async () => {
    await giveUp();
    const { key } = onlyIncomplete();
    const list = world.objects.get(key);
    simulator.faults.clear();
    const before = simulator.requests.length;

    await world.run(archiveJob(packageId, { orderId: 'operator', reannounce: true }));

    expect(simulator.requests.slice(before).map(({ route }) => route)).toEqual([
      'status',
      'cac',
      'master-file',
      'status',
    ]);
    expect(world.events.map(({ type }) => type)).toEqual(['envelope.archive-failed', 'envelope.archived']);
    expect(world.manifests()[0]?.files.map(({ role }) => role)).toContain('master-file');
    expect(JSON.stringify(world.manifests())).not.toContain('incomplete');
    expect(world.objects.get(key)).toBe(list);
  });

  test('names the first list if it is given up again, whatever came meanwhile', async () => {
    simulator.faults.set('cac', faultOf.html);
    await giveUp();
    simulator.faults.clear('cac');
    await giveUp();

    expect(incompleteObjects()).toHaveLength(1);
    expect(world.events[1]?.incomplete).toEqual(world.events[0]?.incomplete);
    expect(world.events[1]?.incomplete?.missingCount).toBe(3);
  });

  test('has none if the envelope has changed meanwhile: the files may be of another state', async () => {
    const { api } = world.deps;
    let asked = 0;
    const changed: EnvelopeApi = {
      ...api,
      async getEnvelope(...args) {
        const state = await api.getEnvelope(...args);
        return ++asked === 1 ? state : { ...state, revision: ['another'] };
      },
    };
    world = archiverWorld(changed);

    await giveUp();

    expect(incompleteObjects()).toEqual([]);
    expect(world.events[0]?.envelope).toEqual({ id: packageId });
    expect(world.events[0]).not.toHaveProperty('incomplete');
  });

  test('has none if no file is there, and none if the envelope was never complete', async () => {
    for (const route of ['executed', 'cac'] as const) simulator.faults.set(route, faultOf.html);
    await giveUp();
    const open = (await simulator.addPackage()).packageId;
    await world.run(archiveJob(open, { attempt: 200 }));

    expect(incompleteObjects()).toEqual([]);
    expect(world.events.map(({ type }) => type)).toEqual(Array(2).fill('envelope.archive-failed'));
    expect(world.events.filter(({ incomplete }) => incomplete)).toEqual([]);
  });

  test('is given up without a list that somebody else put there', async () => {
    await giveUp();
    const { key } = onlyIncomplete();
    world.plant(key, Buffer.from('not ours'), 'x');

    await giveUp();

    expect(world.events[1]).not.toHaveProperty('incomplete');
    expect(world.deadLetters).toHaveLength(2);
  });

  test('ends with the list, the event and the dead letter wherever the process dies', async () => {
    await giveUp();
    const callCount = world.calls.length;
    for (let call = 1; call <= callCount; call++) {
      for (const moment of ['before', 'after'] as const) {
        world = archiverWorld(simulator);
        world.dieAt({ call, moment });
        await expect(giveUp()).rejects.toThrow(ProcessDied);
        world.dieAt(undefined);
        await world.run(lastAttempt(), { receiveCount: 2 });

        const one = onlyIncomplete();
        expect(world.events.length).toBeGreaterThan(0);
        for (const { incomplete } of world.events) expect(incomplete?.key).toBe(one.key);
        expect(world.deadLetters.length).toBeGreaterThan(0);
      }
    }
  });
});
