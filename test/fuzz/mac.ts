import { createHmac } from 'node:crypto';
import type { MacAlgorithm } from './fuzzed-endpoint';

/** Computes the signature of iinked Sign, written from its guide and without our code. */
export function macOf(algorithm: MacAlgorithm, secret: string, url: string, body: Uint8Array): string {
  return rawMac(algorithm, secret, url, body).toString('base64');
}

/** Computes an HMAC over the parts in order. */
export function rawMac(
  algorithm: string,
  key: string | Uint8Array,
  ...parts: readonly (string | Uint8Array)[]
): Buffer {
  const mac = createHmac(algorithm, key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}
