import type * as z from 'zod';
import type { WriteOnceBucket } from '../aws/write-once-bucket';
import { sha256Hex } from '../kit/hash';

/** Puts a value as JSON. Returns the digest of its bytes, in hex; `undefined` if the key is taken. */
export async function putJsonOnce(
  bucket: WriteOnceBucket,
  key: string,
  value: object,
): Promise<string | undefined> {
  const body = Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
  const sha256 = sha256Hex(body);
  const outcome = await bucket.putOnce({
    key,
    body: () => body,
    size: body.length,
    sha256,
    contentType: 'application/json',
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
  bucket: WriteOnceBucket,
  key: string,
  schema: z.ZodType<Value, string>,
): Promise<ReadJson<Value> | undefined> {
  const body = await bucket.read(key);
  const { data: value } = schema.safeParse(Buffer.from(body).toString('utf8'));
  return value === undefined ? undefined : { value, sha256: sha256Hex(body) };
}
