import * as z from 'zod';
import { sha256Hex } from '../kit/hash';
import type { WriteOnceBucket } from './write-once-bucket';

/** Puts a value as JSON. Returns the digest of its bytes, in hex; `undefined` if the key is taken. */
export async function putJsonOnce(
  bucket: Pick<WriteOnceBucket, 'putOnce'>,
  key: string,
  value: object,
  metadata: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const body = Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
  const sha256 = sha256Hex(body);
  const outcome = await bucket.putOnce({
    key,
    body: () => body,
    size: body.length,
    sha256,
    contentType: 'application/json',
    metadata,
  });
  return outcome === 'stored' ? sha256 : undefined;
}

/** A value that was read from the archive. */
export interface ReadJson<Value> {
  readonly value: Value;
  /** The digest of the object's bytes, in hex. */
  readonly sha256: string;
}

/**
 * Reads an object that has JSON; `undefined` if it has something else.
 *
 * @param schema the schema of the text
 */
export async function readJson<Value>(
  bucket: Pick<WriteOnceBucket, 'read'>,
  key: string,
  schema: z.core.$ZodType<Value, string>,
): Promise<ReadJson<Value> | undefined> {
  const body = await bucket.read(key);
  const { data: value } = z.safeParse(schema, Buffer.from(body).toString('utf8'));
  return value === undefined ? undefined : { value, sha256: sha256Hex(body) };
}
