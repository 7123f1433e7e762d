import {
  maxFoldedCompletions,
  maxPublishedCompletions,
  type ArchiveJob,
  type FoldedCompletion,
} from '../contracts/archive-job';
import { defined } from '../kit/defined';
import type { EnvelopeState } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import { completedEvent } from '../signing-events/archive-events';
import type { BundleIdentity } from './bundle';

/**
 * The completions of a job that no webhook reported. They are published when the provider has confirmed the envelope, before the
 * downloads: so they come even if a file is missing. The job's messages carry what was published. A run that dies is
 * forgotten: its message comes again, and publishes them again, with the same ids.
 */
export class UnreportedCompletions {
  private readonly job: ArchiveJob;
  private readonly publishedIds: Set<string>;

  constructor(job: ArchiveJob) {
    this.job = job;
    this.publishedIds = new Set(job.publishedCompletions);
  }

  /** Publishes those that the job has not published. */
  async publish(deps: ArchiveDeps, identity: BundleIdentity, state: EnvelopeState): Promise<void> {
    const { legacyId, title, status } = state;
    const envelope = defined({ id: identity.envelopeId, legacyId, title, status });
    for (const completion of unreportedCompletions(this.noteIn(this.job))) {
      await deps.bus.publish(completedEvent(this.job, completion, { envelope, now: deps.now() }));
      this.publishedIds.add(completion.id);
      const { endpoint } = this.job;
      const fields = { endpoint, envelopeId: identity.envelopeId, completionEventId: completion.id };
      deps.telemetry.info('a completion that no webhook reported is published', fields);
    }
  }

  /** Makes the job with what was published. */
  noteIn(job: ArchiveJob): ArchiveJob {
    if (this.publishedIds.size === 0) return job;
    return { ...job, publishedCompletions: [...this.publishedIds].slice(-maxPublishedCompletions) };
  }
}

/** Returns the completions that a job has to publish: its own, and those of the jobs that were folded into it. */
export function unreportedCompletions(job: ArchiveJob): FoldedCompletion[] {
  const {
    completionEventId: id,
    unreportedCompletion: own,
    foldedCompletions,
    publishedCompletions = [],
  } = job;
  const all = mergedCompletions(own && [{ ...own, id }], foldedCompletions);
  return all.filter((completion) => !publishedCompletions.includes(completion.id));
}

/**
 * Returns the completions of both lists, each once. Beyond the maximum the oldest are left out: a claim must stay small, and
 * an envelope that completes so often has made its consumers look.
 */
export function mergedCompletions(
  ...lists: readonly (readonly FoldedCompletion[] | undefined)[]
): FoldedCompletion[] {
  const byId = new Map(lists.flatMap((list) => list ?? []).map((completion) => [completion.id, completion]));
  return [...byId.values()].slice(-maxFoldedCompletions);
}
