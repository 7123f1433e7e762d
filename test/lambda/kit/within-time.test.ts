import { TimedOut, withinTime } from '../../../lambda/kit/within-time';

describe('withinTime', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('returns the result of the work, and leaves no timer', async () => {
    const result = await withinTime(1_000, () => Promise.resolve('done'));

    expect(result).toBe('done');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('throws the error of the work, and leaves no timer', async () => {
    const fault = new Error('broken');

    await expect(withinTime(1_000, () => Promise.reject(fault))).rejects.toBe(fault);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('throws at the limit and aborts the signal, even if the work does not react to it', async () => {
    let signal: AbortSignal | undefined;
    const result = withinTime(1_000, (given) => {
      signal = given;
      return new Promise(() => undefined);
    });
    const failure = expect(result).rejects.toThrow(TimedOut);

    await jest.advanceTimersByTimeAsync(999);
    expect(signal?.aborted).toBe(false);

    await jest.advanceTimersByTimeAsync(1);
    expect(signal?.aborted).toBe(true);
    await failure;
  });

  it('throws TimedOut, not the abort error, if the work reacts to its signal', async () => {
    const result = withinTime(
      1_000,
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        }),
    );
    const failure = expect(result).rejects.toMatchObject({
      name: 'TimedOut',
      message: 'no answer within 1000 ms',
      timeoutMs: 1_000,
    });

    await jest.advanceTimersByTimeAsync(1_000);
    await failure;
  });
});
