import { archiveJobSchema } from '../contracts/archive-job';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { ArchiveDeps, EndpointDeps } from './archive-deps';
import { processJob } from './process-job';

const jobTextSchema = jsonString(archiveJobSchema);

/**
 * Handles one message of an archive queue. Safe to repeat.
 *
 * @param text the message's body
 * @throws PermanentFailure when it is not a job, or not one of these endpoints
 */
export async function handleJob(
  endpoints: ReadonlyMap<string, EndpointDeps>,
  text: string,
  run: Pick<ArchiveDeps, 'remainingMs' | 'receiveCount'>,
): Promise<void> {
  const { data: job } = jobTextSchema.safeParse(text);
  if (!job) throw new PermanentFailure('archive-job-unreadable');
  const deps = endpoints.get(job.endpoint);
  if (!deps) throw new PermanentFailure('endpoint-unknown');
  await processJob({ ...deps, ...run }, job);
}
