import { isNestedShallow } from '../kit/json';
import { ProviderApiError } from './provider-api-error';
import { brokenConnection } from './provider-request';

/**
 * The body of an answer as it arrives, in constant memory. Leaving the loop early hangs up.
 *
 * @throws ProviderApiError `cut-off` when the connection ends before the answer does, `timed-out` when the signal says so
 */
export async function* responseChunks(
  response: Response,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  if (!response.body) return;
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await nextChunk(reader, signal);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal) {
  try {
    return await reader.read();
  } catch (error) {
    throw brokenConnection(error, signal, 'cut-off');
  }
}

/**
 * An answer's bytes, all of them.
 *
 * @param longest bytes: more than that is not read
 * @throws ProviderApiError `too-large`, and what `responseChunks` throws
 */
export async function responseBytes(
  response: Response,
  signal: AbortSignal,
  longest: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of responseChunks(response, signal)) {
    size += chunk.length;
    if (size > longest) throw new ProviderApiError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The JSON of an answer.
 *
 * @param longest bytes: more than that is not read
 * @throws ProviderApiError `too-large`, and what `jsonOf` throws
 */
export async function responseJson(
  response: Response,
  signal: AbortSignal,
  longest: number,
): Promise<unknown> {
  return jsonOf(await responseBytes(response, signal, longest));
}

/**
 * What an answer's bytes say as JSON.
 *
 * @throws ProviderApiError `not-json`, which never quotes what it could not read, or `unexpected-answer` where it is
 *   nested so deep that whoever walks through it might fall
 */
export function jsonOf(bytes: Uint8Array): unknown {
  if (!isNestedShallow(bytes)) throw new ProviderApiError('unexpected-answer');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ProviderApiError('not-json');
  }
}
