import type { ProviderId } from '../../../lambda/contracts/ids';

/**
 * How a request is forged. The body of each forgery was never sent by a provider:
 *
 * - `guessed-proof`: with a guessed secret or token;
 * - `no-proof`: with an empty secret, or without a token;
 * - `clipped-proof`: with the right secret or token without its last letter;
 * - `another-endpoints-proof`: with the proof of another endpoint of the stack;
 * - `changed-body`: another body with the signature of a genuine one;
 * - `signed-for-another-address`: signed with the right secret for another address than the registered one.
 */
export const forgeries = [
  'guessed-proof',
  'no-proof',
  'clipped-proof',
  'another-endpoints-proof',
  'changed-body',
  'signed-for-another-address',
] as const;

export type Forgery = (typeof forgeries)[number];

/** The forgeries that are possible at a provider. Two of them need a signature over the body. */
export function forgeriesAt(provider: ProviderId): readonly Forgery[] {
  return provider === 'iinked-sign'
    ? forgeries
    : forgeries.filter((one) => one !== 'changed-body' && one !== 'signed-for-another-address');
}
