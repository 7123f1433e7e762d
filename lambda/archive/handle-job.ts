import { archiveJobSchema } from '../contracts/archive-job';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { ArchiveDeps, EndpointDeps } from './archive-deps';
import { archiveTest } from './archive-test';
import { processJob } from './process-job';

const jobTextSchema = jsonString(archiveJobSchema);

/**
 * Handles one message of an archive queue. Safe to repeat.
 *
 * @param text the message's body
 * @throws PermanentFailure when it is not a job, or a job of another endpoint or provider
 */
export async function handleJob(
  deps: EndpointDeps,
  text: string,
  run: Pick<ArchiveDeps, 'remainingMs' | 'receiveCount'>,
): Promise<void> {
  const { data: job } = jobTextSchema.safeParse(text);
  if (!job) throw new PermanentFailure('archive-job-unreadable');
  if (job.endpoint !== deps.endpoint || job.provider !== deps.provider) {
    throw new PermanentFailure('endpoint-unknown');
  }
  const process = job.test ? archiveTest : processJob;
  await process({ ...deps, ...run }, job);
}
