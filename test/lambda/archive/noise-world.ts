import type { EndpointDeps } from '../../../lambda/archive/archive-deps';
import type { AccessDeps } from '../../../lambda/archive/check-access';
import { handleJob } from '../../../lambda/archive/handle-job';
import { archiveLimits } from '../../../lambda/archive/limits';
import type { WorkQueue } from '../../../lambda/aws/work-queue';
import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import type { SigningEvent } from '../../../lambda/contracts/signing-event';
import { retryDelaySeconds } from '../../../lambda/kit/retry-delay';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import type { EnvelopeState } from '../../../lambda/providers/provider';
import { publishWebhook } from '../../../lambda/publish/publish-webhook';
import { capturedTelemetry } from '../captured-telemetry';
import { publishedEvent } from '../published-event';
import { publisherWorld } from '../publish/publisher-world';
import { verifiedWebhook } from '../publish/verified-webhook';
import { claimsMemory } from './claims-memory';
import { writeOnceMemory } from './write-once-memory';

/** The process dies at a call, so that SQS delivers its message again. */
class ProcessDied extends Error {}

/** What the world needs from a test. */
export interface NoiseOptions {
  /** Answers for the provider, or throws. */
  readonly getEnvelope: (envelopeId: string, now: Date) => EnvelopeState;
  readonly random: () => number;
  /** Says at each call whether the process dies before or after it. */
  readonly deathAt?: () => 'before' | 'after' | undefined;
  /** How many runs are at work at once, and how long each call takes, in turns of the others. One after another by default. */
  readonly concurrency?: { readonly runs: number; readonly turns: () => number };
}

interface Message {
  readonly text: string;
  readonly dueMs: number;
  readonly receives: number;
}

/** What iinked Sign sends when a package is executed, except for the ids. */
const completion = {
  action: 'package_executed',
  externalData: null,
  eventTime: '2026-11-21T10:00:00.0000000Z',
};
const endpoint = 'iinked-sign';

/** SQS moves a message to the dead-letter queue after as many receives. */
const maxReceives = 20;

/** A provider that does not know any envelope. */
export const notFound: NoiseOptions['getEnvelope'] = () => {
  throw new ProviderApiError('not-found', { status: 404 });
};

/** A provider whose envelopes are never complete. */
export const notComplete: NoiseOptions['getEnvelope'] = () => ({
  complete: false,
  status: 'sent',
  revision: [],
  files: [],
});

export const start = new Date('2026-11-21T10:00:00.000Z');

/** The publisher and the archiver over queues in memory, on a clock of their own that jumps to the next message. */
export function noiseWorld({
  getEnvelope,
  random,
  deathAt = () => undefined,
  concurrency = { runs: 1, turns: () => 0 },
}: NoiseOptions) {
  const clock = { now: start };
  const publisher = publisherWorld();
  const claims = claimsMemory();
  const archive = writeOnceMemory('archive-bucket');
  const events: SigningEvent[] = [];
  const deadLetters: ArchiveJob[] = [];
  const messages: Message[] = [];
  const counted = { asks: 0, maxQueued: 0 };
  const { telemetry, counts } = capturedTelemetry();

  const enqueue = (text: string, delaySeconds: number, receives = 0) => {
    const dueMs = clock.now.getTime() + delaySeconds * 1_000;
    const at = messages.findIndex((message) => message.dueMs > dueMs);
    messages.splice(at < 0 ? messages.length : at, 0, { text, dueMs, receives });
    counted.maxQueued = Math.max(counted.maxQueued, messages.length);
  };

  const outside = async <T>(effect: () => Promise<T> | T): Promise<T> => {
    for (let turns = concurrency.turns(); turns > 0; turns--) await Promise.resolve();
    const death = deathAt();
    if (death === 'before') throw new ProcessDied();
    const answer = await effect();
    if (death === 'after') throw new ProcessDied();
    return answer;
  };

  const queue: WorkQueue<ArchiveJob> = {
    send: (job, { delaySeconds = 0 } = {}) => outside(() => enqueue(JSON.stringify(job), delaySeconds)),
  };

  const deps: EndpointDeps & AccessDeps = {
    openAccess: () => ({ ask: () => Promise.resolve() }),
    provider: 'iinked-sign',
    endpoint,
    api: {
      getEnvelope: (envelopeId) => {
        counted.asks++;
        return outside(() => getEnvelope(envelopeId, clock.now));
      },
      download: () => Promise.reject(new Error('an envelope of these tests has no files')),
    },
    documentDrawing: undefined,
    fonts: () => {
      throw new Error('nothing is drawn in these tests');
    },
    bucket: {
      name: archive.bucket.name,
      putOnce: (object) => outside(() => archive.bucket.putOnce(object)),
      describe: (key) => outside(() => archive.bucket.describe(key)),
      read: (key) => outside(() => archive.bucket.read(key)),
      list: (prefix) => outside(() => archive.bucket.list(prefix)),
    },
    claims: {
      read: (key) => outside(() => claims.bucket.read(key)),
      write: (key, claim, expected) => outside(() => claims.bucket.write(key, claim, expected)),
    },
    queue,
    deadLetterQueue: { send: (job) => outside(() => void deadLetters.push(job)) },
    bus: { publish: (event) => outside(() => void events.push(publishedEvent(event))) },
    telemetry,
    now: () => clock.now,
    random,
    tempFolder: '',
    limits: archiveLimits,
  };

  /** Publishes a webhook that reports the envelope's completion. The same `event` is the same event, delivered again. */
  async function complete(packageId: string, event: string, deliveryId: string): Promise<void> {
    const body = Buffer.from(JSON.stringify({ ...completion, packageId, eventId: event }));
    const webhook = { ...verifiedWebhook(body, deliveryId), receivedAt: clock.now.toISOString() };
    await publishWebhook(publisher.deps, webhook as typeof webhook & ReturnType<typeof verifiedWebhook>);
    for (const job of publisher.jobs.splice(0)) enqueue(JSON.stringify(job), 0);
  }

  /** Queues a job of a pass over the provider's list, which found no record of the completion. */
  function reconcile(packageId: string, completionEventId: string, orderId: string): void {
    const firstSeenAt = clock.now.toISOString();
    const job: ArchiveJob = {
      ...{ version: 1, provider: 'iinked-sign', endpoint, envelopeId: packageId, attempt: 0, firstSeenAt },
      ...{ completionEventId, orderId, foundBy: 'reconciliation', unreportedCompletion: {} },
    };
    enqueue(JSON.stringify(job), 0);
  }

  async function handle({ text, receives }: Message): Promise<void> {
    try {
      const run = { remainingMs: () => 900_000, receiveCount: receives + 1 };
      await handleJob(deps, text, run);
    } catch (error) {
      if (!(error instanceof ProcessDied)) throw error;
      if (receives + 1 >= maxReceives) deadLetters.push(JSON.parse(text) as ArchiveJob);
      else enqueue(text, retryDelaySeconds(receives + 1, random), receives + 1);
    }
  }

  /** Handles the messages that are due until the given time. */
  async function runUntil(end: Date): Promise<void> {
    while (messages[0] && messages[0].dueMs <= end.getTime()) {
      clock.now = new Date(Math.max(clock.now.getTime(), messages[0].dueMs));
      const isDue = ({ dueMs }: Message) => dueMs <= clock.now.getTime();
      await Promise.all(
        messages.splice(0, Math.min(concurrency.runs, messages.filter(isDue).length)).map(handle),
      );
    }
    clock.now = end;
  }

  const report = () => ({
    events: publisher.events.length + events.length,
    maxQueued: counted.maxQueued,
    queued: messages.length,
    deadLetters: deadLetters.length,
    asks: counted.asks,
  });
  return { complete, reconcile, runUntil, report, events, deadLetters, counts, claims, messages, clock };
}
