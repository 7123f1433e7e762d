import type { ArchiveLimits } from '../../../lambda/archive/limits';
import { faultOf, type Fault } from '../../simulators/kit/faults';
import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import {
  archiveJob,
  archiverWorld,
  generousLimits,
  start,
  waitingJob,
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
  readonly name: string;
  readonly fault: Fault;
  readonly reason: string;
  readonly limits?: Partial<ArchiveLimits>;
}

const onAnyCall: readonly FaultyCase[] = [
  { name: '404', fault: faultOf.notFound, reason: 'not-found' },
  { name: '401', fault: faultOf.unauthorized, reason: 'unauthorized' },
  { name: '429', fault: faultOf.rateLimited(), reason: 'rate-limited' },
  { name: '500', fault: faultOf.serverError, reason: 'server-error' },
  { name: 'a body cut off before its length', fault: faultOf.cutOff('content-length'), reason: 'cut-off' },
  { name: 'a body cut off between chunks', fault: faultOf.cutOff('chunked'), reason: 'cut-off' },
  {
    name: 'a redirect to another host',
    fault: faultOf.redirect('https://elsewhere.example.com/executed.pdf'),
    reason: 'redirect-refused',
  },
  {
    name: 'half of the body, with status 206',
    fault: { kind: 'answer', status: 206, body: '%PDF-1.7' },
    reason: 'unexpected-answer',
  },
];

const onDownload: readonly FaultyCase[] = [
  ...onAnyCall,
  { name: 'no answer', fault: faultOf.hang, reason: 'timed-out', limits: { idleTimeoutMs: 200 } },
  {
    name: 'an answer that stops half-way',
    fault: faultOf.stall,
    reason: 'timed-out',
    limits: { idleTimeoutMs: 200 },
  },
  {
    name: 'a slow body that takes too long',
    fault: faultOf.endless,
    reason: 'timed-out',
    limits: { fileTimeoutMs: 200, maxFileBytes: Infinity },
  },
  { name: 'a body cut off by its connection', fault: faultOf.cutOff('until-close'), reason: 'not-a-pdf' },
  { name: 'an HTML page with status 200', fault: faultOf.html, reason: 'not-a-pdf' },
  {
    name: 'an endless body',
    fault: faultOf.endless,
    reason: 'too-large',
    limits: { maxFileBytes: 5_000_000 },
  },
  { name: 'wrong bytes', fault: faultOf.bytes(Buffer.alloc(5_000, 'x')), reason: 'not-a-pdf' },
  { name: 'no bytes', fault: faultOf.bytes(Buffer.alloc(0)), reason: 'not-a-pdf' },
];

const onStatus: readonly FaultyCase[] = [
  ...onAnyCall,
  { name: 'no answer', fault: faultOf.hang, reason: 'timed-out', limits: { statusTimeoutMs: 200 } },
  {
    name: 'an answer that stops half-way',
    fault: faultOf.stall,
    reason: 'timed-out',
    limits: { statusTimeoutMs: 200 },
  },
  { name: 'JSON cut off by its connection', fault: faultOf.cutOff('until-close'), reason: 'not-json' },
  { name: 'an HTML page with status 200', fault: faultOf.html, reason: 'not-json' },
  { name: 'an endless body', fault: faultOf.endless, reason: 'too-large' },
  { name: 'other JSON', fault: faultOf.bytes(Buffer.from('{"error":null}')), reason: 'unexpected-answer' },
];

describe.each([
  ['executed' as const, onDownload],
  ['status' as const, onStatus],
])('%s', (route, cases) => {
  test.each(cases)(
    '$name: waits with reason $reason, and is archived when the fault is over',
    async (one) => {
      const { fault, reason, limits } = one;
      const world = archiverWorld(simulator, { limits });
      simulator.faults.set(route, fault);

      await world.run(archiveJob(packageId));

      expect(simulator.faults.fired(route)).toBeGreaterThan(0);
      expectWaiting(world, reason);

      simulator.faults.clear();
      // With generous limits: a busy machine may be slow.
      await world.run(world.queue[0]!.job, { limits: generousLimits });

      expect(world.events.map(({ type }) => type)).toEqual(['envelope.archived']);
      expect(world.manifests()[0]?.absent).toHaveLength(1);
    },
  );
});

function expectWaiting(world: ArchiverWorld, reason: string): void {
  const isUnknown = reason === 'not-found' && world.queue[0]?.job.notFoundCount !== undefined;
  const next = waitingJob(archiveJob(packageId, { attempt: 1 }), isUnknown ? { notFoundCount: 1 } : {});
  expect(world.queue).toEqual([{ job: next, delaySeconds: 15 }]);
  expect(world.events).toEqual([]);
  expect([...world.objects.keys()].filter((key) => /(executed\.pdf|manifest\.json)$/.test(key))).toEqual([]);
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

test('a server that cannot be reached: waits', async () => {
  const gone = await startIinkedSignSimulator();
  const world = archiverWorld(gone);
  await gone.close();

  await world.run(archiveJob(packageId));

  expectWaiting(world, 'unreachable');
});

test('a certificate (CAC) whose download fails is not listed as absent', async () => {
  const world = archiverWorld(simulator);
  simulator.faults.set('cac', faultOf.serverError);

  await world.run(archiveJob(packageId));

  expect(world.queue).toHaveLength(1);
  expect(world.manifests()).toEqual([]);
});

test('files that are stored before the fault are not downloaded again after it', async () => {
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
    ['a time shorter than our own back-off', '1', { delaySeconds: 15 }],
    ['words', 'soon', { delaySeconds: 15 }],
    [
      'a time longer than SQS can delay',
      '7200',
      { delaySeconds: 900, notBefore: '2026-11-21T14:00:00.000Z' },
    ],
    ['a time beyond the deadline', '999999999', { delaySeconds: 900, notBefore: '2026-11-23T12:00:00.000Z' }],
  ])(
    'with %s gives the right delay',
    async (_, header, { delaySeconds, notBefore }: { delaySeconds: number; notBefore?: string }) => {
      const world = archiverWorld(simulator);
      simulator.faults.set('status', faultOf.rateLimited(header));

      await world.run(archiveJob(packageId));

      const job = waitingJob(archiveJob(packageId, { attempt: 1, ...(notBefore ? { notBefore } : {}) }));
      expect(world.queue).toEqual([{ job, delaySeconds }]);
    },
  );

  test('is respected: until then the provider gets no request', async () => {
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
