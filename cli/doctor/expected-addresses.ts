import { randomBytes } from 'node:crypto';
import type { ExpectedAddresses } from '../../lambda/contracts/access-check';
import { addressDigest } from '../../lambda/kit/address-digest';
import { defined } from '../../lambda/kit/defined';
import type { EndpointOutput } from '../stack/outputs';
import type { WebhookSecret } from './webhook-secret';

/** A shorter token may be guessed by its digest, so none is sent. One of 32 hexadecimal digits has 128 bits. */
export const minTokenLength = 32;

/**
 * Makes the digests by which the archiver finds the endpoint's webhooks among all that are registered.
 *
 * @param secret absent if the secret cannot be read: then the archiver only sees whether a webhook leads to the endpoint
 */
export function expectedAddresses(
  { address, secretUse }: Pick<EndpointOutput, 'address' | 'secretUse'>,
  secret: WebhookSecret | undefined,
): ExpectedAddresses {
  const key = randomBytes(32).toString('hex');
  const digestOf = (token: string | undefined) =>
    token !== undefined && token.length >= minTokenLength
      ? addressDigest(key, `${address}/${encodeURIComponent(token)}`)
      : undefined;
  if (secretUse !== 'in-address') return { key, below: address, current: addressDigest(key, address) };
  return defined({
    key,
    below: address,
    current: digestOf(secret?.current),
    previous: digestOf(secret?.previous),
  });
}
