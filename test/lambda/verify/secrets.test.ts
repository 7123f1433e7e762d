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

    expect(answer.statusCode).toBe(200);
    expect(answer.ms).toBeLessThanOrEqual(2_000);
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
      expect(answer.ms).toBeLessThanOrEqual(3_500);
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
      expect(answer.ms).toBeLessThanOrEqual(3_500);
      expect(world.metrics).toEqual(['WebhookUnchecked']);
    },
  );

  it.each(['down', 'hanging'] as const)(
    '%s for a moment, function cold: what is genuine is stored, for not every provider comes again',
    async (state) => {
      const world = verifierWorld({ current: 'soon there', state });

      setTimeout(() => Object.assign(world.secret, { state: 'up' }), 1_500);

      const answer = await world.post(signedEvent('soon there'));

      expect(answer.statusCode).toBe(200);
      expect(answer.ms).toBeLessThanOrEqual(3_500);
    },
  );

  it('is not called for a malformed request', async () => {
    const world = verifierWorld({ current: 'out of reach', state: 'hanging' });
    const unsigned = signedEvent('anything');

    const answer = await world.post({ ...unsigned, headers: {} });

    expect(answer).toMatchObject({ statusCode: 401, ms: 10 });
    expect(world.secretReads()).toBe(0);
  });

  it('is called at most once in two seconds, however many forged requests arrive', async () => {
    const world = verifierWorld({ current: 'cached' });

    const answers = await Promise.all(Array.from({ length: 50 }, () => world.post(signedEvent('forged'))));
    await Promise.all(Array.from({ length: 50 }, () => world.post(signedEvent('forged'))));

    expect(answers.every(({ statusCode }) => statusCode === 401)).toBe(true);
    expect(world.secretReads()).toBe(2);
  });
});
