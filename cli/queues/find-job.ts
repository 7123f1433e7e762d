import { describeMessage } from './describe-message';
import type { Queue } from './queue';
import { peekQueue } from './peek-queue';

/** How far back is looked. */
const mostLookedAt = 1_000;

/** How many jobs for an envelope lie in an archive's dead-letter queue, among those that are looked at. */
export async function jobsFor(envelopeId: string, deadLetters: Queue): Promise<number> {
  const messages = await peekQueue(deadLetters, mostLookedAt);
  return messages.filter(({ body }) => describeMessage('archive', body).envelopeId === envelopeId).length;
}
