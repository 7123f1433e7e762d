import { deliveryId, now, signedEvent, verifierWorld } from './verifier-world';

const secret = 'the-secret';
const mebibyte = 1_048_576;
/** SQS's limit without the attribute that a redrive adds. */
const limit = mebibyte - 256;

beforeEach(() => jest.useFakeTimers({ now }));
afterEach(() => jest.useRealTimers());

const world = () => verifierWorld({ current: secret });

describe('a genuine request', () => {
  it('is in the queue before the answer says 200', async () => {
    const { post, queue, spool, metrics, lines } = world();

    const answer = await post(signedEvent(secret));

    expect(answer.statusCode).toBe(200);
    expect(queue.stored).toMatchObject([
      { deliveryId, authenticity: 'hmac-sha256', endpoint: 'iinked-sign' },
    ]);
    expect(spool.stored).toEqual([]);
    expect(metrics).toEqual(['WebhookAccepted']);
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'webhook',
        endpoint: 'iinked-sign',
        requestId: 'request-1',
        outcome: 'queued',
        deliveryId,
        matchedSecret: 'current',
        bytes: 24,
        ms: 0,
      },
    ]);
  });

  it('goes to the spool if the queue is down', async () => {
    const { post, queue, spool, metrics, lines } = world();
    queue.state = 'down';

    const answer = await post(signedEvent(secret));

    expect(answer.statusCode).toBe(200);
    expect(spool.stored).toMatchObject([{ deliveryId }]);
    expect(metrics).toEqual(['WebhookAccepted', 'WebhookSpooled']);
    expect(lines).toMatchObject([{ level: 'warn', outcome: 'spooled', queueError: 'Error' }]);
  });

  it('goes to the spool after two seconds if the queue hangs', async () => {
    const { post, queue, spool, lines } = world();
    queue.state = 'hanging';

    const answer = await post(signedEvent(secret));

    expect(answer).toMatchObject({ statusCode: 200, ms: 2_000 });
    expect(spool.stored).toHaveLength(1);
    expect(lines).toMatchObject([{ outcome: 'spooled', queueError: 'TimedOut' }]);
  });

  it("is stored twice as the same delivery if the queue's answer was lost", async () => {
    const { post, queue, spool } = world();
    queue.state = 'lost-answer';

    await post(signedEvent(secret));

    expect(queue.stored).toHaveLength(1);
    expect(spool.stored).toEqual(queue.stored);
  });

  it.each([
    ['down', 10],
    ['hanging', 5_000],
  ] as const)('is answered with 503 if both are %s', async (state, ms) => {
    const { post, queue, spool, metrics, lines } = world();
    queue.state = state;
    spool.state = state;

    const answer = await post(signedEvent(secret));

    expect(answer).toMatchObject({ statusCode: 503, ms });
    expect(metrics).toEqual(['WebhookUnstored']);
    expect(lines).toMatchObject([{ level: 'error', outcome: 'unstored', deliveryId }]);
    expect(lines[0]).toMatchObject({ queueError: expect.any(String), error: expect.any(String) });
  });

  it('is answered within eight seconds, even if each step takes its maximum time', async () => {
    const { post, queue, spool, secret: stored } = world();
    Object.assign(stored, { state: 'hanging', latency: 1_490 });
    setTimeout(() => Object.assign(stored, { state: 'up' }), 1_495);
    queue.state = 'hanging';
    spool.state = 'hanging';

    const answer = await post(signedEvent(secret));

    expect(answer).toMatchObject({ statusCode: 503, ms: 7_990 });
  });
});

describe('the size of a message', () => {
  /** A request whose message has this many bytes when serialized. */
  async function eventOfSize(bytes: number) {
    const sized = (length: number) => signedEvent(secret, 'x'.repeat(length));
    const { post, queue } = world();
    await post(sized(1));
    const overhead = Buffer.byteLength(JSON.stringify(queue.stored[0])) - 1;
    return sized(bytes - overhead);
  }

  it.each([
    ['a byte less than SQS takes, also in a redrive', limit - 1, 'queue'],
    ['as much as SQS takes in a redrive', limit, 'queue'],
    ['a byte more than SQS takes in a redrive', limit + 1, 'spool'],
  ] as const)('%s: to the %s', async (_what, bytes, place) => {
    const event = await eventOfSize(bytes);
    const stores = world();

    const answer = await stores.post(event);

    expect(answer.statusCode).toBe(200);
    expect(stores[place].stored).toHaveLength(1);
    expect(Buffer.byteLength(JSON.stringify(stores[place].stored[0]))).toBe(bytes);
    expect(stores.queue.stored.length + stores.spool.stored.length).toBe(1);
    expect(stores.lines[0]).not.toHaveProperty('queueError');
  });

  it('counts the serialized message, in which quotes and non-ASCII characters are longer', async () => {
    const [quotes, characters] = [world(), world()];

    await quotes.post(signedEvent(secret, '"'.repeat(600_000)));
    await characters.post(signedEvent(secret, '日'.repeat(400_000)));

    expect(quotes.spool.stored).toHaveLength(1);
    expect(characters.spool.stored).toHaveLength(1);
  });

  it('too large for the queue while the spool is down: answers 503 without calling the queue', async () => {
    const stores = world();
    stores.spool.state = 'down';

    const answer = await stores.post(signedEvent(secret, 'x'.repeat(2 * mebibyte)));

    expect(answer.statusCode).toBe(503);
    expect(stores.queue.stored).toEqual([]);
  });
});

describe('the store', () => {
  it('is not called for a refused request', async () => {
    const { post, queue, spool, metrics, lines } = world();

    const answer = await post(signedEvent('another secret'));

    expect(answer.statusCode).toBe(401);
    expect([...queue.stored, ...spool.stored]).toEqual([]);
    expect(metrics).toEqual(['WebhookRefused', 'WebhookMismatched']);
    expect(lines).toMatchObject([{ level: 'warn', outcome: 'refused', reason: 'signature-mismatch' }]);
  });

  it('is not called for a request without a proof, which raises no alarm: anybody can send that by accident', async () => {
    const { post, queue, spool, metrics } = world();

    const answer = await post({ ...signedEvent(secret), headers: {} });

    expect(answer.statusCode).toBe(401);
    expect([...queue.stored, ...spool.stored]).toEqual([]);
    expect(metrics).toEqual(['WebhookRefused']);
  });
});
