import { hmac } from './hash';
import { normalAddress } from './webhook-address';

/**
 * The digest of an address with the key of one check, as hex. Without the address nobody can make it, and nobody can read the address from
 * it. Addresses that differ in their writing only have one digest.
 */
export function addressDigest(key: string, address: string): string {
  return hmac('sha256', key, normalAddress(address)).toString('hex');
}
