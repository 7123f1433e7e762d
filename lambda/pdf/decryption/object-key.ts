import { createDecipheriv, createHash } from 'node:crypto';
import type { ObjectIdentity } from '../objects/object-parser';
import type { CryptMethod } from './encryption-dictionary';
import { rc4 } from './rc4';

const blockBytes = 16;

/** Decrypts data of an object. AES with 256 bits uses the file's key for all objects. */
export function decryptData(
  data: Uint8Array,
  method: CryptMethod,
  fileKey: Buffer,
  identity: ObjectIdentity,
): Uint8Array {
  if (method === 'none') return data;
  if (method === 'rc4') return rc4(objectKey(fileKey, identity, ''), data);
  const key = method === 'aes-256' ? fileKey : objectKey(fileKey, identity, 'sAlT');
  return decryptAes(data, key);
}

function objectKey(fileKey: Buffer, { number, generation }: ObjectIdentity, salt: string): Buffer {
  const suffix = Buffer.alloc(5);
  suffix.writeUIntLE(number & 0xffffff, 0, 3);
  suffix.writeUIntLE(generation & 0xffff, 3, 2);
  const hash = createHash('md5').update(fileKey).update(suffix).update(salt, 'latin1').digest();
  return hash.subarray(0, Math.min(fileKey.length + 5, 16));
}

/** The first block is the initial vector. Readers pass over an incomplete block, and over invalid padding. */
function decryptAes(data: Uint8Array, key: Buffer): Uint8Array {
  const end = data.length - (data.length % blockBytes);
  if (end < 2 * blockBytes) return new Uint8Array();
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, data.subarray(0, blockBytes));
  const plain = decipher.setAutoPadding(false).update(data.subarray(blockBytes, end));
  const padding = plain.at(-1) ?? 0;
  const isPadded = padding > 0 && padding <= blockBytes;
  return isPadded ? plain.subarray(0, plain.length - padding) : plain;
}
