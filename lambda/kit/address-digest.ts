import { hmac } from './hash';

/**
 * The digest of an address with the key of one check, as hex. Without the address nobody can make it, and nobody can read the address from
 * it. A provider may write the host in another case: equal addresses have one digest.
 */
export function addressDigest(key: string, address: string): string {
  return hmac('sha256', key, URL.parse(address)?.href ?? address).toString('hex');
}
