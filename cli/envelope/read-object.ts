import type { ArchivedObjects, ObjectVersion } from './stored-object';

/**
 * Reads one version whole; `undefined` if it is larger than `maxBytes`.
 *
 * @throws CommandFailure if it cannot be read
 */
export async function readObject(
  { stream }: Pick<ArchivedObjects, 'stream'>,
  version: ObjectVersion,
  maxBytes: number,
): Promise<Buffer | undefined> {
  if (version.size > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await stream(version)) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
