import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether the bytes are the same, in a time that does not depend on where they differ.
 *
 * Their hashes are compared: `timingSafeEqual` itself throws on unequal lengths.
 */
export function equalInConstantTime(left: Uint8Array, right: Uint8Array): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
