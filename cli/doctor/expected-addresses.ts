import { randomBytes } from 'node:crypto';
import type { ExpectedAddresses } from '../../lambda/contracts/access-check';
import { addressDigest } from '../../lambda/kit/address-digest';
import { defined } from '../../lambda/kit/defined';
import type { EndpointOutput } from '../stack/outputs';
import type { WebhookSecret } from './webhook-secret';

/** A shorter token may be guessed by its digest, so none is sent. One of 32 hexadecimal digits has 128 bits. */
const minTokenLength = 32;

/**
 * Makes the digests by which the archiver finds the endpoint's webhooks among all that are registered.
 *
 * @param secret absent if the secret cannot be read: then the archiver only sees whether a webhook leads to the endpoint
 */
export function expectedAddresses(
  {
    address,
    executeApiAddress,
    secretUse,
  }: Pick<EndpointOutput, 'address' | 'executeApiAddress' | 'secretUse'>,
  secret: WebhookSecret | undefined,
): ExpectedAddresses {
  const key = randomBytes(32).toString('hex');
  const digestOf = (base: string | undefined, token: string | undefined) => {
    if (base === undefined) return undefined;
    if (secretUse !== 'in-address') return addressDigest(key, base);
    const isLong = token !== undefined && token.length >= minTokenLength;
    return isLong ? addressDigest(key, `${base}/${encodeURIComponent(token)}`) : undefined;
  };
  return defined({
    key,
    below: address,
    current: digestOf(address, secret?.current),
    previous: secretUse === 'in-address' ? digestOf(address, secret?.previous) : undefined,
    executeApi: executeApiAddress,
    executeApiCurrent: digestOf(executeApiAddress, secret?.current),
  });
}
