import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import type { PassPage, StartPasses } from '../../../lambda/contracts/reconcile-message';
import { eventReaders } from '../../../lambda/providers';
import { handleMessage } from '../../../lambda/reconcile/handle-message';
import { reconcileLimits } from '../../../lambda/reconcile/limits';
import type { ReconcileDeps, ReconciledEndpoint } from '../../../lambda/reconcile/reconcile-deps';
import { writeOnceMemory } from '../archive/write-once-memory';
import { capturedTelemetry } from '../captured-telemetry';
import { memoryQueue } from './memory-queue';
import { mortalCalls } from './mortal-calls';
import { scriptedLister } from './scripted-lister';

export const start = new Date('2026-11-21T12:00:00.000Z');

/** The unique id of the function's role. */
const ownRoleId = 'AROARECONCILER0000001';

/** The unique id of anyone else who may send to the queue. */
const otherRoleId = 'AROAOPERATOR000000001';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What differs from world to world. */
export interface WorldOptions {
  readonly endpoint?: Partial<ReconciledEndpoint>;
  readonly limits?: Partial<ReconcileDeps['limits']>;
  /** The size of a page of S3's lists. */
  readonly pageSize?: number;
}

/** A time in the text form of messages and lists. */
export const at = (time: Date | number) => new Date(time).toISOString();

/** The message of a schedule, for the endpoint `contracts`. */
export const startMessage = (kind: StartPasses['startPasses'], everyMs: number): StartPasses => ({
  version: 1,
  startPasses: kind,
  everySeconds: everyMs / 1_000,
  archiveQueues: { contracts: 'contracts-queue' },
});

/** The reconciler of the endpoint `contracts`, with a scripted provider. Bucket and queues are in memory: they outlive the process. */
export function reconcilerWorld({ endpoint = {}, limits = {}, pageSize }: WorldOptions = {}) {
  const clock = { now: start, remainingMs: () => 900_000 };
  const now = () => clock.now;
  const memory = writeOnceMemory('archive-bucket', now);
  const list = memory.lister(pageSize);
  const provider = scriptedLister();
  const jobs: ArchiveJob[] = [];
  const captured = capturedTelemetry();
  const outside = mortalCalls();
  const queue = memoryQueue<PassPage | StartPasses>(now, ownRoleId);
  const depth = { of: () => 0 };
  const prefixes: string[] = [];
  let ids = 0;

  const contracts: ReconciledEndpoint = {
    name: 'contracts',
    provider: 'documenso',
    cutsRecent: true,
    readEvent: eventReaders.documenso,
    lister: { listCompleted: (query) => outside.call('provider', () => provider.listCompleted(query)) },
    ...endpoint,
  };
  const deps: ReconcileDeps = {
    bucket: {
      name: memory.bucket.name,
      putOnce: (object) => outside.call('put', () => memory.bucket.putOnce(object)),
      describe: (key) => outside.call('head', () => memory.bucket.describe(key)),
      read: (key) => outside.call('get', () => memory.bucket.read(key)),
      list: (prefix) => outside.call('list', () => memory.bucket.list(prefix)),
    },
    list: (prefix, after) => {
      prefixes.push(prefix);
      return outside.call('list', () => list(prefix, after));
    },
    pages: { send: (page, options) => outside.call('send page', () => queue.send(page, options)) },
    archiveQueue: () => ({
      send: (job) => outside.call('send job', async () => void jobs.push(job)),
      depth: () => outside.call('depth', async () => depth.of()),
    }),
    telemetry: captured.telemetry,
    now,
    random: () => 1,
    ownRoleId,
    newId: () => `id-${++ids}`,
    limits: { ...reconcileLimits, lookbackMs: 30 * day, ...limits },
  };
  const endpoints = new Map([['contracts', contracts]]);

  /** Handles one message. If the process dies, SQS delivers the message again. */
  async function handleNext(): Promise<void> {
    const message = queue.take();
    if (message.dueAt > clock.now) clock.now = message.dueAt;
    const isRedelivered = message.receiveCount > 1;
    try {
      const run = {
        ...deps,
        endpoints,
        remainingMs: () => clock.remainingMs(),
        isRedelivered,
        senderIds: message.senderIds,
      };
      await handleMessage(run, message.text);
    } catch (error) {
      if (!outside.isDead()) throw error;
      await outside.settle();
      queue.deliverAgain(message);
    }
  }

  /** Handles all messages, and what they send. */
  async function runQueue(): Promise<void> {
    for (let runs = 0; queue.size() > 0; runs++) {
      if (runs > 20_000) throw new Error('The messages have no end');
      await handleNext();
    }
  }

  /** Sends a message as somebody else than the function. */
  const send = (message: PassPage | StartPasses) => queue.send(message, {}, [otherRoleId]);

  /** Runs a pass from its start to its end. */
  async function pass(kind: StartPasses['startPasses'] = 'full', everyMs: number = day): Promise<void> {
    await send(startMessage(kind, everyMs));
    await runQueue();
  }

  return {
    ...captured,
    ...memory,
    deps,
    endpoints,
    clock,
    provider,
    prefixes,
    jobs,
    outside,
    queue,
    depth,
    send,
    handleNext,
    runQueue,
    pass,
  };
}

export type ReconcilerWorld = ReturnType<typeof reconcilerWorld>;
