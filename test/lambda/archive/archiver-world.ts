import { readdirSync } from 'node:fs';
import type { WorkQueue } from '../../../lambda/aws/work-queue';
import type { ArchiveDeps, ArchiveLimits } from '../../../lambda/archive/archive-deps';
import { processJob } from '../../../lambda/archive/process-job';
import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import { archiveManifestSchema, type ArchiveManifest } from '../../../lambda/contracts/archive-manifest';
import { signingEventSchema, type SigningEvent } from '../../../lambda/contracts/signing-event';
import { iinkedSignApi } from '../../../lambda/providers/iinked-sign/api';
import { drawingLimits } from '../../../lambda/drawing/drawing-limits';
import type { DocumentDrawing, EnvelopeApi } from '../../../lambda/providers/provider';
import type { IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { capturedTelemetry } from '../captured-telemetry';
import { temporaryFolder } from './temporary-folder';
import { shippedFonts } from '../drawing/kit/shipped-fonts';
import { writeOnceMemory } from './write-once-memory';

/** When the process dies: before the so-many-th call to the outside takes effect, or after it, its answer lost. */
export interface Death {
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
  fileSize: 50_000_000,
  fileTime: 20_000,
  idleTime: 20_000,
  statusTime: 20_000,
  settleTime: 0,
  portfolio: { containerSize: 20_000_000, partsSize: 10_000_000, mostParts: 50, readTime: 20_000 },
  drawing: { ...drawingLimits, readTimeMs: 20_000 },
  margin: 1_000,
};

/** Two documents, of which one has a CAC. */
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

/** The archiver before a simulated iinked Sign, or before any API; bucket, queues and bus are in memory and outlive its death. */
export function archiverWorld(
  provider: IinkedSignSimulator | EnvelopeApi,
  options: { readonly limits?: Partial<ArchiveLimits>; readonly documentDrawing?: DocumentDrawing } = {},
) {
  const memory = writeOnceMemory('archive-bucket');
  const queue: SentJob[] = [];
  const deadLetters: SentJob[] = [];
  const events: SigningEvent[] = [];
  const { telemetry, lines, counts } = capturedTelemetry();
  const tempFolder = temporaryFolder();
  const calls: string[] = [];
  let death: Death | undefined;
  const clock = { now: start, remaining: () => 900_000 };

  /** A call to the outside: the place where a process can die. */
  const outside = async <T>(name: string, effect: () => Promise<T> | T): Promise<T> => {
    calls.push(name);
    const dies = death?.call === calls.length ? death : undefined;
    if (dies?.moment === 'before') throw new ProcessDied(name);
    try {
      return await effect();
    } finally {
      // An answer that is lost may have been a refusal.
      if (dies) throw new ProcessDied(name);
    }
  };

  const into = (name: string, sent: SentJob[]): WorkQueue<ArchiveJob> => ({
    send: (job, { delaySeconds } = {}) =>
      outside(
        name,
        () => void sent.push({ job: JSON.parse(JSON.stringify(job)) as ArchiveJob, delaySeconds }),
      ),
  });

  const deps: ArchiveDeps = {
    api: watched('getEnvelope' in provider ? provider : simulatedApi(provider), outside),
    documentDrawing: options.documentDrawing,
    fonts: shippedFonts,
    bucket: {
      name: memory.bucket.name,
      putOnce: (object) => outside('put', () => memory.bucket.putOnce(object)),
      describe: (key) => outside('describe', () => memory.bucket.describe(key)),
      read: (key) => outside('get', () => memory.bucket.read(key)),
    },
    queue: into('put back', queue),
    deadLetterQueue: into('dead letter', deadLetters),
    bus: { publish: (event) => outside('publish', () => void events.push(signingEventSchema.parse(event))) },
    telemetry,
    now: () => clock.now,
    random: () => 1,
    tempFolder,
    limits: { ...generousLimits, ...options.limits },
    remainingTime: () => clock.remaining(),
  };

  return {
    deps,
    ...memory,
    queue,
    deadLetters,
    events,
    lines,
    counts,
    calls,
    clock,
    run: (job: ArchiveJob, limits = deps.limits) => processJob({ ...deps, limits }, job),
    dieAt: (next: Death | undefined) => {
      death = next;
      calls.length = 0;
    },
    manifests: () => manifestsIn(memory.objects),
    leftovers: () => readdirSync(tempFolder),
  };
}

export type ArchiverWorld = ReturnType<typeof archiverWorld>;

function simulatedApi(simulator: IinkedSignSimulator): EnvelopeApi {
  const context = { fetch, apiKeys: async () => [{ stage: 'current' as const, value: simulator.apiKey }] };
  return iinkedSignApi({ apiUrl: simulator.apiUrl }, context);
}

function watched(
  api: EnvelopeApi,
  outside: <T>(name: string, effect: () => Promise<T>) => Promise<T>,
): EnvelopeApi {
  return {
    getEnvelope: (envelopeId, signal) => outside('status', () => api.getEnvelope(envelopeId, signal)),
    download: (envelopeId, file, signal) => outside('download', () => api.download(envelopeId, file, signal)),
  };
}

function manifestsIn(objects: ReadonlyMap<string, Uint8Array>): ArchiveManifest[] {
  return [...objects]
    .filter(([key]) => key.endsWith('/manifest.json'))
    .map(([, bytes]) => archiveManifestSchema.parse(JSON.parse(Buffer.from(bytes).toString())));
}
