import type { ObjectVersion, ObjectVersions } from '../stack/object-versions';

/** Reads one version whole; `undefined` if it is larger than `maxBytes`. Throws `CommandFailure`. */
export async function readObject(
  { stream }: Pick<ObjectVersions, 'stream'>,
  version: ObjectVersion,
  maxBytes: number,
): Promise<Buffer | undefined> {
  if (version.bytes > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream(version)) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
