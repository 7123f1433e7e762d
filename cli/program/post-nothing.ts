import type { AddressAnswer, PostNothing } from '../doctor/check-address';

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
    return failure(error);
  }
};

/** Returns the code of a failed connection: `fetch` has it in the cause of its error, and the name if it took too long. */
function failure(error: unknown): AddressAnswer {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { readonly code?: unknown };
    if (typeof code === 'string') return { code };
    if (cause.name === 'TimeoutError') return { code: 'ETIMEDOUT' };
  }
  return { code: 'unknown' };
}
