import type { HttpEvent } from '../../../lambda/verify/received-request';
import { makeTestMark } from '../../../lambda/proof/test-mark';
import { deliveryId, now, signedEvent, verifierWorld } from './verifier-world';

const secret = 'current-secret-of-the-endpoint';
const previous = 'previous-secret-of-the-endpoint';
const body = '{"action":"package_executed","packageId":"esign-test-1"}';
const endpoint = 'iinked-sign';

const markOf = (markedBy = secret, at = now) =>
  makeTestMark({ secret: markedBy, endpoint, body: Buffer.from(body), now: at });

const withMark = (event: HttpEvent, mark: string | undefined, name = 'esign-test'): HttpEvent => ({
  ...event,
  headers: { ...event.headers, [name]: mark },
});

beforeEach(() => jest.useFakeTimers({ now }));
afterEach(() => jest.useRealTimers());

it.each(['esign-test', 'Esign-Test', 'ESIGN-TEST'])(
  'a genuine request with a right mark in %s is a test',
  async (name) => {
    const world = verifierWorld({ current: secret });

    const { statusCode } = await world.post(withMark(signedEvent(secret, body), markOf(), name));

    expect(statusCode).toBe(200);
    expect(world.queue.stored).toMatchObject([{ deliveryId, test: true }]);
    expect(world.lines).toMatchObject([{ message: 'webhook', outcome: 'queued', test: true }]);
  },
);

it('a test webhook may go through the spool', async () => {
  const world = verifierWorld({ current: secret });
  world.queue.state = 'down';

  await world.post(withMark(signedEvent(secret, body), markOf()));

  expect(world.spool.stored).toMatchObject([{ test: true }]);
});

it('the mark is neither stored nor logged', async () => {
  const world = verifierWorld({ current: secret });
  const mark = markOf();

  await world.post(withMark(signedEvent(secret, body), mark));

  expect(JSON.stringify([world.queue.stored, world.lines])).not.toMatch(/esign-test"|v1\./);
});

describe('a right proof with a mark that is not right is a genuine webhook like without it:', () => {
  it.each([
    ['missing', undefined],
    ['made with another secret', markOf('another-secret-of-the-endpoint')],
    ['old', markOf(secret, now - 16 * 60_000)],
    ['of the future', markOf(secret, now + 16 * 60_000)],
    ['doubled', `${markOf()},${markOf()}`],
    ['huge', 'v1.'.repeat(3_000)],
  ])('%s', async (_, mark) => {
    const [marked, plain] = [verifierWorld({ current: secret }), verifierWorld({ current: secret })];

    const answers = [await marked.post(withMark(signedEvent(secret, body), mark))];
    jest.setSystemTime(now);
    answers.push(await plain.post(signedEvent(secret, body)));

    expect(answers[0]).toEqual(answers[1]);
    expect(marked.queue.stored).toEqual(plain.queue.stored);
    expect(marked.lines).toEqual(plain.lines);
    expect(marked.metrics).toEqual(plain.metrics);
  });
});

it('a right mark does not make a request genuine', async () => {
  const world = verifierWorld({ current: secret });

  const { statusCode } = await world.post(withMark(signedEvent('wrong-secret', body), markOf()));

  expect(statusCode).toBe(401);
  expect([...world.queue.stored, ...world.spool.stored]).toEqual([]);
});

describe('after a rotation', () => {
  const rotated = { current: secret, previous, rotatedAt: now - 60_000 };

  it('the previous secret marks what it proves', async () => {
    const world = verifierWorld(rotated);

    await world.post(withMark(signedEvent(previous, body), markOf(previous)));

    expect(world.queue.stored).toMatchObject([{ test: true }]);
  });

  it.each([
    [secret, previous],
    [previous, secret],
  ])('a mark by the other secret than that of the proof does not count', async (proves, marks) => {
    const world = verifierWorld(rotated);

    await world.post(withMark(signedEvent(proves, body), markOf(marks)));

    expect(world.queue.stored).toHaveLength(1);
    expect(world.queue.stored[0]).not.toHaveProperty('test');
  });
});
