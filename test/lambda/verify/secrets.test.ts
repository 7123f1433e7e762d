import { now, signedEvent, verifierWorld } from './verifier-world';

const minute = 60_000;
const day = 86_400_000;

beforeEach(() => jest.useFakeTimers({ now }));
afterEach(() => jest.useRealTimers());

describe('a secret that was never set', () => {
  it.each(['error', 'no-value'] as const)(
    'asks the provider to come again, and says why in the log (%s)',
    async (emptyAnswers) => {
      const world = verifierWorld({ emptyAnswers });

      const answer = await world.post(signedEvent('anything'));

      expect(answer).toMatchObject({ statusCode: 503 });
      expect(world.metrics).toEqual(['WebhookUnchecked', 'SecretNotSet']);
      expect(world.lines).toMatchObject([{ level: 'error', outcome: 'unchecked', reason: 'secret-not-set' }]);
      expect(world.queue.stored).toEqual([]);
    },
  );

  it('refuses a signature with the empty text', async () => {
    const world = verifierWorld({ current: '' });

    expect(await world.post(signedEvent(''))).toMatchObject({ statusCode: 503 });
    expect(world.queue.stored).toEqual([]);
  });

  it('is valid as soon as it is set', async () => {
    const world = verifierWorld();
    await world.post(signedEvent('just set'));
    Object.assign(world.secret, { current: 'just set', rotatedAt: Date.now() });

    const answer = await world.post(signedEvent('just set'));

    expect(answer).toEqual({ statusCode: 200, ms: 10 });
  });
});

describe('a secret that was rotated', () => {
  it('a minute ago: the old secret is accepted, and counted', async () => {
    const world = verifierWorld({ current: 'new', previous: 'old', rotatedAt: now - minute });

    expect(await world.post(signedEvent('old'))).toMatchObject({ statusCode: 200 });
    expect(await world.post(signedEvent('new'))).toMatchObject({ statusCode: 200 });
    expect(world.metrics).toEqual(['WebhookAccepted', 'PreviousSecretMatched', 'WebhookAccepted']);
    expect(world.lines).toMatchObject([{ matchedSecret: 'previous' }, { matchedSecret: 'current' }]);
  });

  it('last week: the old secret is refused', async () => {
    const world = verifierWorld({ current: 'new', previous: 'old', rotatedAt: now - 7 * day });

    expect(await world.post(signedEvent('old'))).toMatchObject({ statusCode: 401 });
    expect(await world.post(signedEvent('new'))).toMatchObject({ statusCode: 200 });
  });

  it('this moment at the provider first: the new one is valid at once, though the old one is cached', async () => {
    const world = verifierWorld({ current: 'old' });
    await world.post(signedEvent('old'));
    Object.assign(world.secret, { current: 'new', previous: 'old', rotatedAt: now + minute });
    await jest.advanceTimersByTimeAsync(minute);

    expect(await world.post(signedEvent('new'))).toMatchObject({ statusCode: 200 });
    expect(await world.post(signedEvent('old'))).toMatchObject({ statusCode: 200 });
  });

  it('because it leaked, without grace: the leaked one is refused when the cache expires', async () => {
    const world = verifierWorld({ current: 'leaked', graceSeconds: 0 });
    await world.post(signedEvent('leaked'));
    Object.assign(world.secret, { current: 'new', previous: 'leaked', rotatedAt: Date.now() });
    await jest.advanceTimersByTimeAsync(5 * minute);

    expect(await world.post(signedEvent('leaked'))).toMatchObject({ statusCode: 401 });
  });

  it('because it leaked, with grace: the leaked one is refused when the grace ends, even with Secrets Manager down', async () => {
    const world = verifierWorld({ current: 'new', previous: 'leaked', rotatedAt: now - day + 4 * minute });

    expect(await world.post(signedEvent('leaked'))).toMatchObject({ statusCode: 200 });
    await jest.advanceTimersByTimeAsync(4 * minute);
    expect(await world.post(signedEvent('leaked'))).toMatchObject({ statusCode: 401 });
    world.secret.state = 'down';
    await jest.advanceTimersByTimeAsync(minute);
    expect(await world.post(signedEvent('leaked'))).toMatchObject({ statusCode: 503 });
  });
});

describe('Secrets Manager', () => {
  it.each(['down', 'hanging'] as const)('%s, function warm: a genuine request is stored', async (state) => {
    const world = verifierWorld({ current: 'cached' });
    await world.post(signedEvent('cached'));
    world.secret.state = state;
    await jest.advanceTimersByTimeAsync(day);

    const answer = await world.post(signedEvent('cached'));

    expect(answer.statusCode).toBe(200);
    expect(answer.ms).toBeLessThanOrEqual(1_500);
  });

  it.each(['down', 'hanging'] as const)(
    '%s, function warm: a mismatch could not be checked, so it is not a refusal',
    async (state) => {
      const world = verifierWorld({ current: 'cached' });
      await world.post(signedEvent('cached'));
      world.secret.state = state;
      await jest.advanceTimersByTimeAsync(minute);

      const answer = await world.post(signedEvent('maybe the new one'));

      expect(answer.statusCode).toBe(503);
      expect(answer.ms).toBeLessThanOrEqual(1_500);
      expect(world.lines.at(-1)).toMatchObject({
        level: 'error',
        outcome: 'unchecked',
        reason: 'check-failed',
      });
    },
  );

  it.each(['down', 'hanging'] as const)(
    '%s, function cold: asks the provider to come again',
    async (state) => {
      const world = verifierWorld({ current: 'out of reach', state });

      const answer = await world.post(signedEvent('out of reach'));

      expect(answer.statusCode).toBe(503);
      expect(answer.ms).toBeLessThanOrEqual(3_000);
      expect(world.metrics).toEqual(['WebhookUnchecked']);
    },
  );

  it.each(['down', 'hanging'] as const)(
    '%s for a moment, function cold: what is genuine is stored, for not every provider comes again',
    async (state) => {
      const world = verifierWorld({ current: 'soon there', state, latency: 100 });

      const answer = world.post(signedEvent('soon there'));
      setTimeout(() => Object.assign(world.secret, { state: 'up' }), state === 'hanging' ? 1_490 : 110);

      expect(await answer).toMatchObject({ statusCode: 200 });
    },
  );

  it('is not called for a malformed request', async () => {
    const world = verifierWorld({ current: 'out of reach', state: 'hanging' });
    const unsigned = signedEvent('anything');

    const answer = await world.post({ ...unsigned, headers: {} });

    expect(answer).toMatchObject({ statusCode: 401, ms: 10 });
    expect(world.secretReads()).toBe(0);
  });

  it('is called once for a mismatch, after the request came, and the answer does not wait for anything else', async () => {
    const world = verifierWorld({ current: 'cached' });
    await world.post(signedEvent('cached'));

    const answers = [];
    for (let sent = 0; sent < 20; sent++) answers.push(await world.post(signedEvent('forged')));

    expect(new Set(answers.map(({ statusCode, ms }) => `${statusCode} in ${ms} ms`))).toEqual(
      new Set(['401 in 10 ms']),
    );
    expect(world.secretReads()).toBe(21);
  });

  it('is called once by a new instance, also for a mismatch: its first read began after the request came', async () => {
    const world = verifierWorld({ current: 'not cached' });

    expect(await world.post(signedEvent('forged'))).toMatchObject({ statusCode: 401 });
    expect(world.secretReads()).toBe(1);
  });

  it('is not called above the limit of reads: that is 503, with a metric and a reason of its own', async () => {
    const world = verifierWorld({ current: 'cached', maxReads: { perSecond: 1, burst: 1 } });
    await world.post(signedEvent('cached'));
    await world.post(signedEvent('forged'));

    expect(await world.post(signedEvent('forged'))).toMatchObject({ statusCode: 503 });
    expect(await world.post(signedEvent('cached'))).toMatchObject({ statusCode: 200 });

    expect(world.secretReads()).toBe(2);
    expect(world.metrics.slice(-3)).toEqual(['WebhookUnchecked', 'SecretReadsLimited', 'WebhookAccepted']);
    expect(world.lines.at(-2)).toMatchObject({ outcome: 'unchecked', reason: 'secret-reads-limited' });
  });
});
