import {
  SecretReadsLimited,
  secretValues,
  type SecretValues,
  type SecretValuesOptions,
} from '../../../lambda/aws/secret-values';
import { anySecretForm, type SecretForm } from '../../../lambda/kit/secret-form';
import { fakeSecretsManager, type FakeSecret } from './fake-secrets-manager';

const minute = 60_000;
const day = 86_400_000;
const now = Date.parse('2026-11-21T12:00:00Z');

/** The cache of a secret. Time advances only when a test advances it. */
function world(secret: Partial<FakeSecret>, options: Partial<SecretValuesOptions> = {}) {
  const manager = fakeSecretsManager({ rotatedAt: now - 90 * day, ...secret });
  const given = { secretId: 'webhook-secret', graceSeconds: day / 1_000, form: anySecretForm, ...options };
  return { ...manager, values: secretValues(manager.client, given, () => Date.now()) };
}

beforeEach(() => jest.useFakeTimers({ now }));
afterEach(() => jest.useRealTimers());

const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

describe('valid values', () => {
  it('are only the current one long after a rotation, and the previous one is not read', async () => {
    const { values, stages } = world({ current: 'new', previous: 'old' });

    expect(await values.read()).toEqual([{ stage: 'current', value: 'new' }]);
    expect(stages()).toEqual(['AWSCURRENT']);
  });

  it('include the previous one a minute after a rotation', async () => {
    const { values } = world({ current: 'new', previous: 'old', rotatedAt: now - minute });

    expect(await values.read()).toEqual([
      { stage: 'current', value: 'new' },
      { stage: 'previous', value: 'old' },
    ]);
  });

  it.each(['error', 'no-value'] as const)(
    'takes a missing previous one as normal (%s)',
    async (emptyAnswers) => {
      const { values } = world({ current: 'first', rotatedAt: now - minute, emptyAnswers });

      expect(await values.read()).toEqual([{ stage: 'current', value: 'first' }]);
    },
  );

  it('are none after the secret was marked for deletion, unlike in an outage', async () => {
    const { values, secret } = world({ current: 'leaked', rotatedAt: now - minute, previous: 'older' });
    expect(await values.read()).toHaveLength(2);

    secret.state = 'deleted';
    await pass(5 * minute);

    expect(await values.read()).toEqual([]);
  });

  it('lose the previous one at the end of its grace period, even while it is cached', async () => {
    const { values, stages } = world({ current: 'new', previous: 'old', rotatedAt: now - day + minute });

    await values.read();
    await pass(minute - 1);
    expect(await values.read()).toHaveLength(2);
    await pass(1);
    expect(await values.read()).toEqual([{ stage: 'current', value: 'new' }]);
    expect(stages()).toHaveLength(2);
  });

  it('do not include the previous one after an older version became current again: the time of that is unknown', async () => {
    const { values } = world({ current: 'old', previous: 'newer', rotatedAt: now - 90 * day });

    expect(await values.read()).toEqual([{ stage: 'current', value: 'old' }]);
  });

  it('never include the previous one if the grace period is zero', async () => {
    const { values, stages } = world(
      { current: 'new', previous: 'leaked', rotatedAt: now },
      { graceSeconds: 0 },
    );

    expect(await values.read()).toEqual([{ stage: 'current', value: 'new' }]);
    expect(stages()).toEqual(['AWSCURRENT']);
  });

  it.each(['error', 'no-value'] as const)(
    'gives none where the secret was never set (%s)',
    async (emptyAnswers) => {
      const { values } = world({ emptyAnswers });

      expect(await values.read()).toEqual([]);
    },
  );

  it.each(['secret\n', 'secret\r\n', ' secret', 'secret '])(
    'does not count %j: the white space is the file’s or the clipboard’s, and would refuse every webhook in silence',
    async (current) => {
      expect(await world({ current }).values.read()).toEqual([]);
    },
  );

  it('are neither empty, nor too short, nor too long', async () => {
    const rotatedAt = now - minute;
    const form: SecretForm = { minLength: 16, maxLength: 20 };
    const count = async (length: number) =>
      (await world({ current: 'x'.repeat(length) }, { form }).values.read()).length;

    expect(
      await world(
        { current: '', previous: '', rotatedAt },
        { form: { ...form, minLength: 0 } },
      ).values.read(),
    ).toEqual([]);
    expect(await Promise.all([15, 16, 20, 21].map(count))).toEqual([0, 1, 1, 0]);
  });
});

describe('the cache', () => {
  it('reads once in five minutes', async () => {
    const { values, secret, stages } = world({ current: 'old' });

    await values.read();
    secret.current = 'new';
    await pass(5 * minute - 1);
    expect(await values.read()).toEqual([{ stage: 'current', value: 'old' }]);
    await pass(1);
    expect(await values.read()).toEqual([{ stage: 'current', value: 'new' }]);
    expect(stages()).toHaveLength(2);
  });

  it('reads again after the clock was set back, because the age is unknown', async () => {
    const { values, secret } = world({ current: 'removed' });
    await values.read();
    secret.current = 'new';
    jest.setSystemTime(now - 60 * minute);

    expect(await values.read()).toEqual([{ stage: 'current', value: 'new' }]);
  });

  it.each(['down', 'hanging'] as const)(
    'still uses a cached value while Secrets Manager is %s',
    async (state) => {
      const { values, secret } = world({ current: 'cached' });
      await values.read();
      secret.state = state;
      await pass(60 * minute);

      const read = values.read();
      await pass(1_500);

      expect(await read).toEqual([{ stage: 'current', value: 'cached' }]);
    },
  );

  it('tries again after half a minute of an outage, so that not each request waits', async () => {
    const { values, secret, stages } = world({ current: 'cached' });
    await values.read();
    secret.state = 'hanging';
    await pass(60 * minute);
    await Promise.all([values.read(), pass(1_500)]);

    expect(await values.read()).toHaveLength(1);
    expect(stages()).toHaveLength(2);

    secret.state = 'up';
    secret.current = 'new';
    await pass(30_000);
    expect(await values.read()).toEqual([{ stage: 'current', value: 'new' }]);
  });

  it('drops a value that was removed', async () => {
    const { values, secret } = world({ current: 'removed' });
    await values.read();
    delete secret.current;
    await pass(5 * minute);

    expect(await values.read()).toEqual([]);
  });

  it.each([
    ['down', 10, 15],
    ['hanging', 1_500, 1_499],
  ] as const)(
    'reads a second time, at once, if Secrets Manager is %s and nothing is cached yet',
    async (state, failsAfterMs, upAfterMs) => {
      const { values, secret, stages } = world({ current: 'soon there', state, latency: 10 });

      const read = values.read();
      setTimeout(() => Object.assign(secret, { state: 'up' }), upAfterMs);
      await pass(failsAfterMs - 1);
      expect(stages()).toHaveLength(1);
      await pass(11);

      expect(await read).toEqual([{ stage: 'current', value: 'soon there' }]);
    },
  );

  it.each(['down', 'hanging'] as const)(
    'fails within 3 s, after two reads for all who wait, where Secrets Manager stays %s',
    async (state) => {
      const { values, stages } = world({ current: 'out of reach', state });

      const reads = [1, 2, 3].map(() => expect(values.read()).rejects.toThrow());
      await pass(3_000);

      await Promise.all(reads);
      expect(stages()).toHaveLength(2);
    },
  );
});

describe('fresh values', () => {
  it('are read at once, and once for all callers that the read is fresh enough for', async () => {
    const { values, secret, stages } = world({ current: 'old' });
    await values.read();
    secret.current = 'new';
    await pass(1);

    const fresh = Promise.all([
      values.read({ freshSince: Date.now() }),
      values.read({ freshSince: Date.now() }),
    ]);

    expect(await fresh).toEqual([[{ stage: 'current', value: 'new' }], [{ stage: 'current', value: 'new' }]]);
    expect(stages()).toHaveLength(2);
  });

  it('can come from a read that started when the request arrived', async () => {
    const { values, stages } = world({ current: 'cold' });

    await values.read();
    await values.read({ freshSince: now });

    expect(stages()).toHaveLength(1);
  });

  it.each(['down', 'hanging'] as const)(
    'fails if Secrets Manager is %s, with or without a cached value',
    async (state) => {
      const { values, secret } = world({ current: 'cached' });
      await values.read();
      secret.state = state;
      await pass(minute);

      const read = expect(values.read({ freshSince: Date.now() })).rejects.toThrow();
      await pass(1_500);

      await read;
      expect(await values.read()).toEqual([{ stage: 'current', value: 'cached' }]);
    },
  );
});

describe('a limit of reads', () => {
  const maxReads = { perSecond: 2, burst: 3 };
  const forged = (values: SecretValues) =>
    values.read({ freshSince: Date.now() }).then(
      () => 'read',
      (error: unknown) => (error instanceof SecretReadsLimited ? 'limited' : 'failed'),
    );

  /** Reads fresh values a few times, one millisecond apart. */
  async function flood(values: SecretValues, times: number): Promise<readonly string[]> {
    const answers: string[] = [];
    for (let time = 0; time < times; time++) {
      await pass(1);
      answers.push(await forged(values));
    }
    return answers;
  }

  it('refuses what is above it without a call, and allows more after a time', async () => {
    const { values, stages } = world({ current: 'cached' }, { maxReads });
    await values.read();

    expect(await flood(values, 5)).toEqual(['read', 'read', 'read', 'limited', 'limited']);
    expect(stages()).toHaveLength(4);
    await pass(500);
    expect(await flood(values, 2)).toEqual(['read', 'limited']);
  });

  it('never refuses the first read of an instance, nor its second attempt', async () => {
    const none = { perSecond: 1, burst: 0 };
    const { values, secret, stages } = world({ current: 'soon there', state: 'hanging' }, { maxReads: none });

    const read = values.read();
    await pass(1_000);
    secret.state = 'up';
    await pass(500);

    expect(await read).toHaveLength(1);
    expect(stages()).toHaveLength(2);
    expect(await flood(values, 1)).toEqual(['limited']);
  });

  it('leaves cached values in use if it refuses their renewal', async () => {
    const { values } = world({ current: 'cached' }, { maxReads: { perSecond: 0.000_1, burst: 1 } });
    await values.read();
    expect(await flood(values, 2)).toEqual(['read', 'limited']);

    await pass(10 * minute);

    expect(await values.read()).toEqual([{ stage: 'current', value: 'cached' }]);
  });
});

describe('reading ahead', () => {
  it('leaves nothing to read for the first request', async () => {
    const { values, stages } = world({ current: 'ahead' });

    await values.readAhead();
    await pass(5 * minute - 1);

    expect(await values.read()).toEqual([{ stage: 'current', value: 'ahead' }]);
    expect(stages()).toHaveLength(1);
  });

  it('is no reason to read twice if a request comes meanwhile', async () => {
    const { values, secret, stages } = world({ current: 'ahead', state: 'hanging' });

    const start = values.readAhead();
    await pass(100);
    const read = values.read();
    secret.state = 'up';
    await pass(900);

    await start;
    expect(await read).toHaveLength(1);
    // The one that hung, and the one of the request.
    expect(stages()).toHaveLength(2);
  });

  it('is shared by a request that comes meanwhile', async () => {
    const { values, stages } = world({ current: 'ahead' });

    const [, read] = await Promise.all([values.readAhead(), values.read()]);

    expect(read).toEqual([{ stage: 'current', value: 'ahead' }]);
    expect(stages()).toHaveLength(1);
  });

  it('is old after five minutes: an instance can wait for long before its first request', async () => {
    const { values, secret } = world({ current: 'old' });
    await values.readAhead();
    secret.current = 'new';

    await pass(5 * minute);

    expect(await values.read()).toEqual([{ stage: 'current', value: 'new' }]);
  });

  it.each(['down', 'hanging'] as const)(
    'never throws, takes at most a second, and leaves both attempts to the first request if Secrets Manager is %s',
    async (state) => {
      const { values, secret, stages } = world({ current: 'later', state });
      const start = values.readAhead();
      await pass(1_000);
      await expect(start).resolves.toBeUndefined();
      expect(stages()).toHaveLength(1);

      secret.state = 'hanging';
      const read = values.read();
      await pass(1_000);
      secret.state = 'up';
      await pass(500);

      expect(await read).toEqual([{ stage: 'current', value: 'later' }]);
      expect(stages()).toHaveLength(3);
    },
  );
});
