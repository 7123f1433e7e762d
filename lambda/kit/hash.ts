import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** SHA-256 of bytes, or of a text's UTF-8, in hex. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The hash functions that a provider's MAC may use. */
export type HmacAlgorithm = 'sha256' | 'sha1';

/** HMAC over the parts, one after the other; texts count as their UTF-8, the key too. */
export function hmac(
  algorithm: HmacAlgorithm,
  key: string,
  ...parts: readonly (string | Uint8Array)[]
): Buffer {
  const mac = createHmac(algorithm, key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

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
