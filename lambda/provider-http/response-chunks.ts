import { isNestedShallow } from '../kit/json';
import { ProviderApiError } from './provider-api-error';
import { connectionError } from './provider-request';

/**
 * Yields an answer's body as it arrives, in constant memory. Leaving the loop early closes the connection.
 *
 * An iterator without a generator is not faster: downloads of 500 MB take 1.10 times the CPU of a bare `fetch`, and 1.07 times with
 * this one (2026-11-28).
 *
 * @throws ProviderApiError `cut-off` if the connection ends too early, `timed-out` if the signal aborts
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
    throw connectionError(error, signal, 'cut-off');
  }
}

/**
 * Reads all bytes of an answer.
 *
 * @throws ProviderApiError `too-large` above `maxBytes`, or any error of `responseChunks`
 */
export async function responseBytes(
  response: Response,
  signal: AbortSignal,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of responseChunks(response, signal)) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw new ProviderApiError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads an answer as JSON.
 *
 * @throws ProviderApiError any error of `responseBytes` and `parseJson`
 */
export async function responseJson(
  response: Response,
  signal: AbortSignal,
  maxBytes: number,
): Promise<unknown> {
  return parseJson(await responseBytes(response, signal, maxBytes));
}

/**
 * Parses an answer's bytes as JSON.
 *
 * @throws ProviderApiError `not-json`, which does not quote the text, or `unexpected-answer` if it is nested too deeply to
 *   be walked recursively
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (!isNestedShallow(bytes)) throw new ProviderApiError('unexpected-answer');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ProviderApiError('not-json');
  }
}
