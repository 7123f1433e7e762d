/** Something took longer than its budget. What it was doing may have happened all the same. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';

  constructor(readonly milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}

/**
 * Gives the work so many milliseconds, then aborts its signal and throws `TimedOut`.
 *
 * Does not wait for the work to heed the signal: an SDK client that pauses between two tries does not.
 */
export async function withinTime<Result>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TimedOut(milliseconds));
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
