import { createHmac } from 'node:crypto';

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
