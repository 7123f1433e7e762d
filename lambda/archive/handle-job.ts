import { archiveJobSchema } from '../contracts/archive-job';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { EndpointDeps } from './archive-deps';
import { processJob } from './process-job';

const jobTextSchema = jsonString(archiveJobSchema);

/**
 * Does what a message of an archive queue asks for. Safe to repeat.
 *
 * @param text the message's body
 * @param remainingTime milliseconds until the function is killed
 * @param tries how often the message was given to a run, this one included
 * @throws PermanentFailure when it is no job of ours
 */
export async function handleJob(
  endpoints: ReadonlyMap<string, EndpointDeps>,
  text: string,
  remainingTime: () => number,
  tries = 1,
): Promise<void> {
  const { data: job } = jobTextSchema.safeParse(text);
  if (!job) throw new PermanentFailure('archive-job-unreadable');
  const deps = endpoints.get(job.endpoint);
  if (!deps) throw new PermanentFailure('endpoint-unknown');
  await processJob({ ...deps, remainingTime, tries }, job);
}
