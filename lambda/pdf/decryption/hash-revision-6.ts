import { createCipheriv, createHash } from 'node:crypto';

const minRounds = 64;
const repetitions = 64;
const hashes = ['sha256', 'sha384', 'sha512'];

/** Computes the hash of an empty user password with a salt, by algorithm 2.B of ISO 32000-2. */
export function hashOfRevision6(salt: Uint8Array): Buffer {
  let hash = createHash('sha256').update(salt).digest();
  let lastByte = 0;
  // The last byte of a round says whether it was the last one, so there are at most 288.
  for (let round = 0; round < minRounds || lastByte > round - 32; round++) {
    const cipher = createCipheriv('aes-128-cbc', hash.subarray(0, 16), hash.subarray(16, 32));
    const encrypted = cipher.setAutoPadding(false).update(Buffer.alloc(repetitions * hash.length, hash));
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    hash = createHash(hashes[remainder] ?? 'sha256')
      .update(encrypted)
      .digest();
    lastByte = encrypted.at(-1) ?? 0;
  }
  return hash.subarray(0, 32);
}
