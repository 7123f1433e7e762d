import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The SHA-256 of bytes, or of a text in UTF-8, as hex. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The hash functions that a provider's MAC may use. */
export type HmacAlgorithm = 'sha256' | 'sha1';

/** The HMAC of the concatenated parts. Texts and the key are encoded in UTF-8. */
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
 * Compares two MACs or digests in constant time: the time does not depend on where they differ. Their length is no secret, because
 * the algorithm gives it. Of unequal lengths they are not equal.
 */
export function equalMacs(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Compares secrets in constant time: the time depends neither on where they differ nor on whether their lengths do.
 *
 * It compares hashes, because `timingSafeEqual` throws on unequal lengths, and a check of the lengths would show that of the secret.
 */
export function equalSecrets(left: Uint8Array, right: Uint8Array): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
