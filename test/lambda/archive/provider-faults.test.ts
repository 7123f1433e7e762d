import type { ArchiveLimits } from '../../../lambda/archive/archive-deps';
import { faultOf, type Fault } from '../../simulators/kit/faults';
import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import {
  archiveJob,
  archiverWorld,
  generousLimits,
  start,
  type ArchiverWorld,
  oneCac,
} from './archiver-world';

let simulator: IinkedSignSimulator;
let packageId: string;

beforeAll(async () => {
  simulator = await startIinkedSignSimulator();
  packageId = (await simulator.addPackage(oneCac)).packageId;
  simulator.complete(packageId);
});

afterEach(() => simulator.faults.clear());

afterAll(() => simulator.close());

interface FaultyCase {
  readonly what: string;
  readonly fault: Fault;
  readonly reason: string;
  readonly limits?: Partial<ArchiveLimits>;
}

const everywhere: readonly FaultyCase[] = [
  { what: '404', fault: faultOf.notFound, reason: 'not-found' },
  { what: '401', fault: faultOf.unauthorized, reason: 'unauthorized' },
  { what: '429', fault: faultOf.rateLimited(), reason: 'rate-limited' },
  { what: '500', fault: faultOf.serverError, reason: 'server-error' },
  { what: 'a body cut off before its length', fault: faultOf.cutOff('content-length'), reason: 'cut-off' },
  { what: 'a body cut off between chunks', fault: faultOf.cutOff('chunked'), reason: 'cut-off' },
  {
    what: 'a redirect to a foreign host',
    fault: faultOf.redirect('https://elsewhere.example.com/executed.pdf'),
    reason: 'redirect-refused',
  },
  {
    what: 'half of it, told by its status',
    fault: { kind: 'answer', status: 206, body: '%PDF-1.7' },
    reason: 'unexpected-answer',
  },
];

const onDownload: readonly FaultyCase[] = [
  ...everywhere,
  { what: 'no answer', fault: faultOf.hang, reason: 'timed-out', limits: { idleTime: 200 } },
  {
    what: 'an answer that stops half-way',
    fault: faultOf.stall,
    reason: 'timed-out',
    limits: { idleTime: 200 },
  },
  {
    what: 'a slow body that takes too long',
    fault: faultOf.endless,
    reason: 'timed-out',
    limits: { fileTime: 200, fileSize: Infinity },
  },
  { what: 'a body cut off by its connection', fault: faultOf.cutOff('until-close'), reason: 'not-a-pdf' },
  { what: 'an HTML page with status 200', fault: faultOf.html, reason: 'not-a-pdf' },
  { what: 'an endless body', fault: faultOf.endless, reason: 'too-large', limits: { fileSize: 5_000_000 } },
  { what: 'wrong bytes', fault: faultOf.bytes(Buffer.alloc(5_000, 'x')), reason: 'not-a-pdf' },
  { what: 'no bytes', fault: faultOf.bytes(Buffer.alloc(0)), reason: 'not-a-pdf' },
];

const onStatus: readonly FaultyCase[] = [
  ...everywhere,
  { what: 'no answer', fault: faultOf.hang, reason: 'timed-out', limits: { statusTime: 200 } },
  {
    what: 'an answer that stops half-way',
    fault: faultOf.stall,
    reason: 'timed-out',
    limits: { statusTime: 200 },
  },
  { what: 'JSON cut off by its connection', fault: faultOf.cutOff('until-close'), reason: 'not-json' },
  { what: 'an HTML page with status 200', fault: faultOf.html, reason: 'not-json' },
  { what: 'an endless body', fault: faultOf.endless, reason: 'too-large' },
  { what: 'other JSON', fault: faultOf.bytes(Buffer.from('{"error":null}')), reason: 'unexpected-answer' },
];

describe.each([
  ['executed' as const, onDownload],
  ['status' as const, onStatus],
])('%s', (route, cases) => {
  test.each(cases)('answered by $what: waits, says $reason, and is archived when it is over', async (one) => {
    const { fault, reason, limits } = one;
    const world = archiverWorld(simulator, { limits });
    simulator.faults.set(route, fault);

    await world.run(archiveJob(packageId));

    expect(simulator.faults.fired(route)).toBeGreaterThan(0);
    expectWaiting(world, reason);

    simulator.faults.clear();
    // A busy machine takes its time over what is right.
    await world.run(world.queue[0]!.job, generousLimits);

    expect(world.events.map(({ type }) => type)).toEqual(['envelope.archived']);
    expect(world.manifests()[0]?.absent).toHaveLength(1);
  });
});

function expectWaiting(world: ArchiverWorld, reason: string): void {
  expect(world.queue).toEqual([{ job: archiveJob(packageId, { attempt: 1 }), delaySeconds: 15 }]);
  expect(world.events).toEqual([]);
  expect(world.objects.size).toBe(0);
  expect(world.leftovers()).toEqual([]);
  expect(world.lines).toHaveLength(1);
  expect(JSON.parse(world.lines[0]!)).toMatchObject({
    message: 'archiving has to wait',
    reason,
    attempt: 0,
    completionEventId: 'c'.repeat(64),
  });
  expect(world.counts).toEqual({
    ArchiveWaiting: 1,
    ...(reason === 'unauthorized' ? { ApiKeyUnusable: 1 } : {}),
  });
}

test('a server that is gone has to be waited for', async () => {
  const gone = await startIinkedSignSimulator();
  const world = archiverWorld(gone);
  await gone.close();

  await world.run(archiveJob(packageId));

  expectWaiting(world, 'unreachable');
});

test('a CAC whose download fails is not taken for one that does not exist', async () => {
  const world = archiverWorld(simulator);
  simulator.faults.set('cac', faultOf.serverError);

  await world.run(archiveJob(packageId));

  expect(world.queue).toHaveLength(1);
  expect(world.manifests()).toEqual([]);
});

test('what was archived before the fault is not downloaded again after it', async () => {
  const world = archiverWorld(simulator);
  simulator.faults.set('master-file', faultOf.serverError, { times: 1 });
  await world.run(archiveJob(packageId));
  const before = simulator.requests.length;

  await world.run(world.queue[0]!.job);

  const routes = simulator.requests.slice(before).map(({ route }) => route);
  expect(routes).toEqual(['status', 'cac', 'master-file', 'status']);
  expect(world.events).toHaveLength(1);
});

describe('Retry-After', () => {
  test.each([
    ['seconds', '120', { delaySeconds: 120 }],
    ['less than our own back-off', '1', { delaySeconds: 15 }],
    ['words that mean nothing', 'soon', { delaySeconds: 15 }],
    ['longer than SQS can wait', '7200', { delaySeconds: 900, notBefore: '2026-11-21T14:00:00.000Z' }],
    ['longer than our patience', '999999999', { delaySeconds: 900, notBefore: '2026-11-23T12:00:00.000Z' }],
  ])(
    'of %s is heeded',
    async (_, header, { delaySeconds, notBefore }: { delaySeconds: number; notBefore?: string }) => {
      const world = archiverWorld(simulator);
      simulator.faults.set('status', faultOf.rateLimited(header));

      await world.run(archiveJob(packageId));

      const job = archiveJob(packageId, { attempt: 1, ...(notBefore ? { notBefore } : {}) });
      expect(world.queue).toEqual([{ job, delaySeconds }]);
    },
  );

  test('until then the provider is left alone', async () => {
    const world = archiverWorld(simulator);
    const job = archiveJob(packageId, { attempt: 1, notBefore: '2026-11-21T12:20:00.000Z' });
    const requests = simulator.requests.length;

    await world.run(job);
    world.clock.now = new Date(start.getTime() + 10 * 60_000);
    await world.run(job);

    expect(world.queue).toEqual([
      { job, delaySeconds: 900 },
      { job, delaySeconds: 600 },
    ]);
    expect(simulator.requests).toHaveLength(requests);
  });
});
