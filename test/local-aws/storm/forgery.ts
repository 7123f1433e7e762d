import type { ProviderId } from '../../../lambda/contracts/ids';

/**
 * How a request is forged. Whatever a forger makes has a body that no provider ever sent:
 *
 * - `guessed-proof`: with a secret or token that was guessed;
 * - `no-proof`: with an empty secret, or without a token;
 * - `clipped-proof`: with the right secret or token but for its last letter;
 * - `another-endpoints-proof`: with what another endpoint of the stack takes for proof;
 * - `changed-body`: another body below the signature of a genuine one;
 * - `signed-for-another-address`: signed with the right secret, for an address that is not the registered one.
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

/** The forgeries that a provider's way of proving itself can show: who signs nothing has nothing to be changed below it. */
export function forgeriesAt(provider: ProviderId): readonly Forgery[] {
  return provider === 'iinked-sign'
    ? forgeries
    : forgeries.filter((one) => one !== 'changed-body' && one !== 'signed-for-another-address');
}
