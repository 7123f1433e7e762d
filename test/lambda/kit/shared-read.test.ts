import { sharedRead } from '../../../lambda/kit/shared-read';

const interval = 2_000;

/** A read that returns its start time, takes 100 ms, and fails while `down`. */
function slowRead() {
  const begun: number[] = [];
  const source = {
    begun,
    down: false,
    read: async () => {
      const at = Date.now();
      begun.push(at);
      await wait(100);
      if (source.down) throw new Error('down');
      return at;
    },
  };
  return source;
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('sharedRead', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  const clock = { now: () => Date.now(), sleep: wait };

  it('starts the first read at once, and shares it with callers whom it is fresh enough for', async () => {
    const source = slowRead();
    const readSince = sharedRead(source.read, interval, clock);

    const values = Promise.all([readSince(0), readSince(0), readSince(-50)]);
    expect(source.begun).toEqual([0]);
    await jest.advanceTimersByTimeAsync(100);

    expect(await values).toEqual([0, 0, 0]);
    expect(source.begun).toEqual([0]);
  });

  it('makes callers that come after the start of a read share the next one', async () => {
    const source = slowRead();
    const readSince = sharedRead(source.read, interval, clock);
    void readSince(0);
    await jest.advanceTimersByTimeAsync(50);

    const late = Promise.all([readSince(50), readSince(30)]);
    await jest.advanceTimersByTimeAsync(500);
    const later = readSince(550);
    await jest.advanceTimersByTimeAsync(interval);

    expect(await late).toEqual([interval, interval]);
    expect(await later).toBe(interval);
    expect(source.begun).toEqual([0, interval]);
  });

  it('starts at once when the interval is over', async () => {
    const source = slowRead();
    const readSince = sharedRead(source.read, interval, clock);
    void readSince(0);
    await jest.advanceTimersByTimeAsync(5_000);

    const value = readSince(5_000);
    await jest.advanceTimersByTimeAsync(100);

    expect(await value).toBe(5_000);
  });

  it('fails for each caller of a failed read, and reads again for the next caller', async () => {
    const source = slowRead();
    const readSince = sharedRead(source.read, interval, clock);
    source.down = true;
    const failures = Promise.allSettled([readSince(0), readSince(0)]);
    await jest.advanceTimersByTimeAsync(100);
    source.down = false;

    const next = readSince(100);
    await jest.advanceTimersByTimeAsync(interval);

    expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await next).toBe(interval);
  });

  it('waits no longer than the interval after the clock was set back', async () => {
    let offset = 3_600_000;
    const source = slowRead();
    const readSince = sharedRead(source.read, interval, { ...clock, now: () => Date.now() + offset });
    await Promise.all([readSince(offset), jest.advanceTimersByTimeAsync(100)]);
    offset = 0;

    const value = readSince(3_600_001);
    await jest.advanceTimersByTimeAsync(interval + 100);

    await expect(value).resolves.toBe(interval + 100);
  });

  it.each([500, 3_600_000])(
    'takes no read for fresh that began before the clock was set back by %i ms',
    async (setBack) => {
      let offset = setBack;
      const source = slowRead();
      const now = () => Date.now() + offset;
      const readSince = sharedRead(source.read, interval, { ...clock, now });
      await Promise.all([readSince(now()), jest.advanceTimersByTimeAsync(100)]);
      offset = 0;

      const value = readSince(now());
      await jest.advanceTimersByTimeAsync(2 * interval);

      expect(source.begun).toHaveLength(2);
      expect(await value).toBe(source.begun[1]);
      expect(source.begun[1]).toBeLessThanOrEqual(100 + interval);
    },
  );

  it('reads again after the clock was set back behind a delayed read', async () => {
    let offset = 3_600_000;
    const source = slowRead();
    const now = () => Date.now() + offset;
    const readSince = sharedRead(source.read, interval, { ...clock, now });
    void readSince(now());
    await jest.advanceTimersByTimeAsync(1);
    void readSince(now());
    await jest.advanceTimersByTimeAsync(interval);
    offset = 0;

    const value = readSince(now());
    await jest.advanceTimersByTimeAsync(2 * interval);

    expect(source.begun).toHaveLength(3);
    expect(await value).toBe(source.begun[2]);
  });

  it('shares a delayed read, however long its delay is', async () => {
    const source = slowRead();
    const readSince = sharedRead(source.read, interval, clock);
    void readSince(0);
    await jest.advanceTimersByTimeAsync(1);

    const waiting = [readSince(1)];
    await jest.advanceTimersByTimeAsync(1_000);
    waiting.push(readSince(1_001));
    await jest.advanceTimersByTimeAsync(interval);

    expect(await Promise.all(waiting)).toEqual([interval, interval]);
    expect(source.begun).toHaveLength(2);
  });
});
