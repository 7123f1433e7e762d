import { TimedOut, withinTime } from '../../../lambda/kit/within-time';

describe('withinTime', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gives what the work gives, and leaves no timer behind', async () => {
    const result = await withinTime(1_000, () => Promise.resolve('done'));

    expect(result).toBe('done');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('throws what the work throws, and leaves no timer behind', async () => {
    const fault = new Error('broken');

    await expect(withinTime(1_000, () => Promise.reject(fault))).rejects.toBe(fault);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('fails on time and aborts the signal when the work does not heed it', async () => {
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

  it('blames the time, not the abortion, when the work heeds its signal', async () => {
    const result = withinTime(
      1_000,
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        }),
    );
    const failure = expect(result).rejects.toThrow(TimedOut);

    await jest.advanceTimersByTimeAsync(1_000);
    await failure;
  });
});
