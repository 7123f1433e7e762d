import * as z from 'zod';
import { accessCheckSchema } from '../contracts/access-check';
import { archiveJobSchema } from '../contracts/archive-job';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { ArchiveDeps, EndpointDeps } from './archive-deps';
import { archiveTest } from './archive-test';
import { checkAccess, type AccessDeps } from './check-access';
import { processJob } from './process-job';

const messageSchema = jsonString(z.union([archiveJobSchema, accessCheckSchema]));

/**
 * Handles one message of an archive queue. Safe to repeat.
 *
 * @param text the message's body
 * @throws PermanentFailure when it is neither a job nor an access check, or one of another endpoint or provider
 */
export async function handleJob(
  deps: EndpointDeps & AccessDeps,
  text: string,
  run: Pick<ArchiveDeps, 'remainingMs' | 'receiveCount'>,
): Promise<void> {
  const { data: message } = messageSchema.safeParse(text);
  if (!message) throw new PermanentFailure('archive-job-unreadable');
  const isOwn = message.endpoint === deps.endpoint && message.provider === deps.provider;
  if ('accessCheck' in message) {
    if (isOwn) await checkAccess(deps, message);
    return;
  }
  if (!isOwn) throw new PermanentFailure('endpoint-unknown');
  const process = message.test ? archiveTest : processJob;
  await process({ ...deps, ...run }, message);
}
