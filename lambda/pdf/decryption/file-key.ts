import { createDecipheriv, createHash } from 'node:crypto';
import type { EncryptionDictionary } from './encryption-dictionary';
import { hashOfRevision6 } from './hash-revision-6';
import { rc4 } from './rc4';

/** What stands for the characters that a password does not have: the whole of an empty one. */
const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

/** Computes the key of a PDF whose user password is empty; `undefined` if it is not empty. */
export function fileKey(dictionary: EncryptionDictionary, fileId: Uint8Array): Buffer | undefined {
  return dictionary.version === 5 ? keyOfVersion5(dictionary) : keyOfVersions1To4(dictionary, fileId);
}

function keyOfVersions1To4(dictionary: EncryptionDictionary, fileId: Uint8Array): Buffer | undefined {
  const { revision, keyBytes, permissions, owner } = dictionary;
  const hash = createHash('md5').update(padding).update(owner.subarray(0, 32));
  const flags = Buffer.alloc(4);
  flags.writeInt32LE(permissions | 0);
  hash.update(flags).update(fileId);
  if (revision >= 4 && !dictionary.encryptsMetadata) hash.update(Buffer.alloc(4, 0xff));
  let key = hash.digest().subarray(0, keyBytes);
  for (let round = 0; revision >= 3 && round < 50; round++) {
    key = createHash('md5').update(key).digest().subarray(0, keyBytes);
  }
  return isKey(key, dictionary, fileId) ? key : undefined;
}

/** Whether a key is right: the entry `U` is the padding, encrypted with it. */
function isKey(key: Buffer, { revision, user }: EncryptionDictionary, fileId: Uint8Array): boolean {
  if (revision === 2) return rc4(key, padding).equals(user.subarray(0, 32));
  let check: Buffer = createHash('md5').update(padding).update(fileId).digest();
  for (let round = 0; round < 20; round++) {
    check = rc4(
      key.map((byte) => byte ^ round),
      check,
    );
  }
  return check.equals(user.subarray(0, 16));
}

function keyOfVersion5({ revision, user, userKey }: EncryptionDictionary): Buffer | undefined {
  if (user.length < 48 || userKey.length < 32) return undefined;
  const hash = revision === 5 ? sha256 : hashOfRevision6;
  if (!hash(user.subarray(32, 40)).equals(user.subarray(0, 32))) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', hash(user.subarray(40, 48)), Buffer.alloc(16));
  return decipher.setAutoPadding(false).update(userKey.subarray(0, 32));
}

function sha256(salt: Uint8Array): Buffer {
  return createHash('sha256').update(salt).digest();
}
