import type { EnvelopeAtEndpoint } from './envelope-at-endpoint';

/** The events after which nobody signs an envelope any more. */
const ends: ReadonlySet<string | undefined> = new Set([
  'envelope.declined',
  'envelope.voided',
  'envelope.expired',
  'envelope.deleted',
]);

/** Where an envelope stands. `archived`: it has a whole bundle. */
export type Standing = 'archived' | 'waiting' | 'given-up' | 'completed' | 'ended' | 'in-progress';

/** Says where an envelope stands. What the archive has counts more than what a webhook reports. */
export function standing(envelope: EnvelopeAtEndpoint): Standing {
  const { events, bundles, order, waitingJob, deadLetters } = envelope;
  const types = events.filter(({ test }) => !test).map(({ type }) => type);
  if (bundles.some(({ state }) => state === 'whole')) return 'archived';
  if (waitingJob) return 'waiting';
  const isGivenUp = deadLetters.some(({ kind }) => kind === 'archive job');
  if (isGivenUp || bundles.some(({ state }) => state === 'incomplete')) return 'given-up';
  if (order || types.includes('envelope.completed')) return 'completed';
  return types.some((type) => ends.has(type)) ? 'ended' : 'in-progress';
}

/** What each means to an operator. */
export const standingInWords: Readonly<Record<Standing, string>> = {
  archived: 'archived',
  waiting: 'not archived yet: an archive job waits',
  'given-up': 'not archived: the archiver gave up',
  completed: 'completed, and not archived yet',
  ended: 'ended without a completion',
  'in-progress': 'no completion is known',
};
