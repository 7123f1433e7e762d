import type { AddressAnswer, PostNothing } from '../stack/post-nothing';

/** A provider waits as long. */
const timeoutMs = 10_000;

/** Sends an empty POST with `fetch`. */
export const postNothing: PostNothing = async (url) => {
  try {
    const { status, body } = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await body?.cancel();
    return { status };
  } catch (error) {
    return failure(error as ConnectionError);
  }
};

/** The parts of an error that show why a connection failed. */
interface ConnectionError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: ConnectionError;
}

/** Returns the code of a failed connection: `fetch` has it in the cause of its error, and only a name if it took too long. */
function failure(error: ConnectionError | undefined): AddressAnswer {
  if (!error) return { code: 'unknown' };
  if (typeof error.code === 'string') return { code: error.code };
  return error.name === 'TimeoutError' ? { code: 'ETIMEDOUT' } : failure(error.cause);
}
