import { readdirSync } from 'node:fs';
import type { WorkQueue } from '../../../lambda/aws/work-queue';
import type { ArchiveDeps } from '../../../lambda/archive/archive-deps';
import type { AccessDeps, ProviderAccess } from '../../../lambda/archive/check-access';
import type { ArchiveLimits } from '../../../lambda/archive/limits';
import { processJob } from '../../../lambda/archive/process-job';
import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import { archiveManifestSchema, type ArchiveManifest } from '../../../lambda/contracts/archive-manifest';
import type { SigningEvent } from '../../../lambda/contracts/signing-event';
import { iinkedSignApi } from '../../../lambda/providers/iinked-sign/api';
import { drawingLimits } from '../../../lambda/drawing/drawing-limits';
import type { DocumentDrawing, EnvelopeApi } from '../../../lambda/providers/provider';
import type { IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { capturedTelemetry } from '../captured-telemetry';
import { publishedEvent } from '../published-event';
import { claimsMemory } from './claims-memory';
import { temporaryFolder } from './temporary-folder';
import { shippedFonts } from '../drawing/kit/shipped-fonts';
import { writeOnceMemory } from './write-once-memory';

/** The moment when the process dies: before the given external call has any effect, or after it, so that its answer is lost. */
export interface Death {
  /** The number of the call, from 1. */
  readonly call: number;
  readonly moment: 'before' | 'after';
}

export class ProcessDied extends Error {}

export interface SentJob {
  readonly job: ArchiveJob;
  readonly delaySeconds?: number;
}

export const start = new Date('2026-11-21T12:00:00.000Z');

export const generousLimits: ArchiveLimits = {
  maxFileBytes: 50_000_000,
  fileTimeoutMs: 20_000,
  idleTimeoutMs: 20_000,
  statusTimeoutMs: 20_000,
  fileWaitMs: 0,
  portfolio: { maxContainerBytes: 20_000_000, maxPartsBytes: 10_000_000, maxParts: 50, readTimeMs: 20_000 },
  drawing: { ...drawingLimits, timeMs: 20_000 },
  marginMs: 1_000,
};

/** A package of two documents; one of them has a certificate (CAC). */
export const oneCac = {
  documents: [
    { name: 'Lease', pages: 2 },
    { name: 'Inventory', cac: true },
  ],
};

export function archiveJob(envelopeId: string, more: Partial<ArchiveJob> = {}): ArchiveJob {
  return {
    version: 1,
    provider: 'iinked-sign',
    endpoint: 'contracts',
    envelopeId,
    completionEventId: 'c'.repeat(64),
    firstSeenAt: start.toISOString(),
    attempt: 0,
    ...more,
  };
}

/** A job on its way back into the queue: it holds the claim now. */
export function waitingJob(job: ArchiveJob, more: Partial<ArchiveJob> = {}): ArchiveJob {
  const giveUpAt = new Date(Date.parse(job.firstSeenAt) + 48 * 60 * 60 * 1_000).toISOString();
  return { ...job, extensions: 0, giveUpAt, ...more };
}

/** The archiver, with a simulated iinked Sign or any other API. Bucket, queues and bus are in memory: they outlive the process. */
export function archiverWorld(
  provider: IinkedSignSimulator | EnvelopeApi,
  options: {
    readonly limits?: Partial<ArchiveLimits>;
    readonly documentDrawing?: DocumentDrawing;
    /** What an access check asks. */
    readonly access?: ProviderAccess;
  } = {},
) {
  const memory = writeOnceMemory('archive-bucket');
  const claims = claimsMemory();
  const queue: SentJob[] = [];
  const deadLetters: SentJob[] = [];
  const events: SigningEvent[] = [];
  const { telemetry, lines, counts } = capturedTelemetry();
  const tempFolder = temporaryFolder();
  const calls: string[] = [];
  let death: Death | undefined;
  const clock = { now: start, remainingMs: () => 900_000 };

  /** Makes an external call, during which the process can die. */
  const callOutside = async <T>(name: string, effect: () => Promise<T> | T): Promise<T> => {
    calls.push(name);
    const dies = death?.call === calls.length ? death : undefined;
    if (dies?.moment === 'before') throw new ProcessDied(name);
    try {
      return await effect();
    } finally {
      // The call may have failed: then its error is lost, too.
      if (dies) throw new ProcessDied(name);
    }
  };

  const memoryQueue = (name: string, sent: SentJob[]): WorkQueue<ArchiveJob> => ({
    send: (job, { delaySeconds } = {}) =>
      callOutside(
        name,
        () => void sent.push({ job: JSON.parse(JSON.stringify(job)) as ArchiveJob, delaySeconds }),
      ),
  });

  const { access = { ask: () => Promise.resolve() } } = options;
  const deps: ArchiveDeps & AccessDeps = {
    provider: 'iinked-sign',
    endpoint: 'contracts',
    api: withDeaths('getEnvelope' in provider ? provider : simulatedApi(provider), callOutside),
    documentDrawing: options.documentDrawing,
    fonts: shippedFonts,
    bucket: {
      name: memory.bucket.name,
      putOnce: (object) => callOutside('put', () => memory.bucket.putOnce(object)),
      describe: (key) => callOutside('describe', () => memory.bucket.describe(key)),
      read: (key) => callOutside('get', () => memory.bucket.read(key)),
      list: (prefix) => callOutside('list', () => memory.bucket.list(prefix)),
    },
    claims: {
      read: (key) => callOutside('read claim', () => claims.bucket.read(key)),
      write: (key, claim, expected) =>
        callOutside('write claim', () => claims.bucket.write(key, claim, expected)),
    },
    queue: memoryQueue('queue', queue),
    deadLetterQueue: memoryQueue('dead-letter queue', deadLetters),
    bus: {
      publish: (event) => callOutside('publish', () => void events.push(publishedEvent(event))),
    },
    telemetry,
    now: () => clock.now,
    random: () => 1,
    tempFolder,
    limits: { ...generousLimits, ...options.limits },
    remainingMs: () => clock.remainingMs(),
    openAccess: () => access,
  };

  return {
    deps,
    ...memory,
    claims,
    queue,
    deadLetters,
    events,
    lines,
    counts,
    calls,
    clock,
    run: (job: ArchiveJob, { limits = deps.limits, receiveCount = deps.receiveCount ?? 1 } = {}) =>
      processJob({ ...deps, limits, receiveCount }, job),
    dieAt: (next: Death | undefined) => {
      death = next;
      calls.length = 0;
    },
    manifests: () => readManifests(memory.objects),
    leftovers: () => readdirSync(tempFolder),
  };
}

export type ArchiverWorld = ReturnType<typeof archiverWorld>;

function simulatedApi(simulator: IinkedSignSimulator): EnvelopeApi {
  const context = { fetch, apiKeys: async () => [{ stage: 'current' as const, value: simulator.apiKey }] };
  return iinkedSignApi({ apiUrl: simulator.apiUrl }, context);
}

function withDeaths(
  api: EnvelopeApi,
  callOutside: <T>(name: string, effect: () => Promise<T>) => Promise<T>,
): EnvelopeApi {
  return {
    getEnvelope: (envelopeId, signal) => callOutside('status', () => api.getEnvelope(envelopeId, signal)),
    download: (envelopeId, file, signal) =>
      callOutside('download', () => api.download(envelopeId, file, signal)),
  };
}

function readManifests(objects: ReadonlyMap<string, Uint8Array>): ArchiveManifest[] {
  return [...objects]
    .filter(([key]) => key.endsWith('/manifest.json'))
    .map(([, bytes]) => archiveManifestSchema.parse(JSON.parse(Buffer.from(bytes).toString())));
}
