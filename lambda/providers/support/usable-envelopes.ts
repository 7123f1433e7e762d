import { envelopeIdSchema } from '../../contracts/ids';
import type { CompletedEnvelope, EnvelopePage } from '../envelope-lister';

/** Leaves out the envelopes of a page whose id cannot be part of a key, and counts them. */
export function usableEnvelopes(
  completed: readonly CompletedEnvelope[],
): Pick<EnvelopePage, 'envelopes' | 'unusable'> {
  const envelopes = completed.filter(({ id }) => envelopeIdSchema.safeParse(id).success);
  return { envelopes, unusable: completed.length - envelopes.length };
}
