import { sharedRead } from '../../../lambda/kit/shared-read';

/** Reads that return their start time, and end when the test ends them. The test sets the time. */
function controlledReads() {
  const reads: { readonly end: () => void; readonly fail: () => void }[] = [];
  const clock = { at: 0 };
  const read = () => {
    const startedAt = clock.at;
    return new Promise<number>((resolve, reject) => {
      reads.push({ end: () => resolve(startedAt), fail: () => reject(new Error('down')) });
    });
  };
  return { reads, clock, readSince: sharedRead(read, () => clock.at) };
}

describe('sharedRead', () => {
  it('starts the first read at once, and shares it with callers whom it is fresh enough for', async () => {
    const { reads, clock, readSince } = controlledReads();
    clock.at = 100;

    const values = Promise.all([readSince(100), readSince(100), readSince(50)]);
    reads[0]!.end();

    expect(await values).toEqual([100, 100, 100]);
    expect(reads).toHaveLength(1);
  });

  it('starts a read at once for a caller that came after the start of the last one, whether that runs or is done', async () => {
    const { reads, clock, readSince } = controlledReads();
    const first = readSince(0);
    clock.at = 1;

    const second = readSince(1);
    expect(reads).toHaveLength(2);
    reads[1]!.end();
    expect(await second).toBe(1);
    reads[0]!.end();
    expect(await first).toBe(0);

    clock.at = 2;
    void readSince(2);
    expect(reads).toHaveLength(3);
  });

  it('shares a read that is done, however long ago, with a caller that needs no later one', async () => {
    const { reads, clock, readSince } = controlledReads();
    void readSince(0);
    reads[0]!.end();
    clock.at = 3_600_000;

    expect(await readSince(0)).toBe(0);
    expect(reads).toHaveLength(1);
  });

  it('fails for each caller of a failed read, and reads again for the next caller', async () => {
    const { reads, clock, readSince } = controlledReads();
    const failures = Promise.allSettled([readSince(0), readSince(0)]);
    reads[0]!.fail();
    clock.at = 1;

    const next = readSince(1);
    reads[1]!.end();

    expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await next).toBe(1);
  });

  it.each([1, 500, 3_600_000])(
    'takes no read for fresh that began before the clock was set back by %i ms',
    async (setBack) => {
      const { reads, clock, readSince } = controlledReads();
      clock.at = setBack;
      void readSince(setBack);
      clock.at = 0;

      const value = readSince(0);
      expect(reads).toHaveLength(2);
      reads[1]!.end();

      expect(await value).toBe(0);
    },
  );
});
