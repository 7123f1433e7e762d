import { signPlusListing } from '../../../../lambda/providers/sign-plus/list';
import { readSignPlusEvent } from '../../../../lambda/providers/sign-plus/events';
import type { EnvelopePage } from '../../../../lambda/providers/envelope-lister';
import { envelopeWebhooks } from '../../../simulators/sign-plus/envelope-webhooks';
import { startSignPlusSimulator } from '../../../simulators/sign-plus/simulator';
import { listerAt, signal } from '../list-all';

const cursor = { after: 'aaa', createdAt: null };

/** Lists one page of a provider that gives this answer. */
const answered = (answer: unknown, query: object = {}): Promise<EnvelopePage> =>
  listerAt(signPlusListing, { apiUrl: 'https://restapi.example.com/v2', apiKey: 'token' }, async () =>
    Response.json(answer),
  ).listCompleted(query, signal());

const seconds = Date.UTC(2026, 0, 1) / 1_000;
const envelope = (id: string, changes: object = {}) => ({
  id,
  status: 'COMPLETED',
  created_at: seconds,
  updated_at: seconds + 60,
  ...changes,
});

describe('the simulated provider', () => {
  test('lists a completion under the key of its webhook, with its times and nothing of its recipients', async () => {
    const simulator = await startSignPlusSimulator();
    const one = await simulator.addEnvelope();
    await simulator.addEnvelope();
    one.completed = true;
    const sent = envelopeWebhooks(simulator.account, one).find(({ type }) => type === 'envelope.completed');
    const { key } = readSignPlusEvent(Buffer.from(sent!.body({ url: 'x', secret: '' })));

    const { apiUrl, apiToken: apiKey } = simulator;
    const page = await listerAt(signPlusListing, { apiUrl, apiKey }).listCompleted({}, signal());
    await simulator.close();

    const [createdAt, updatedAt] = [one.createdAt, one.updatedAt].map((time) => time.toISOString());
    expect(page).toEqual({
      envelopes: [{ id: one.id, title: one.name, createdAt, updatedAt, completionKey: key }],
      unusable: 0,
    });
  });
});

describe('the end of a list', () => {
  test('is not reached while there is more and the cursor moves on', async () => {
    const { next, mayHaveSkipped } = await answered(
      { has_next_page: true, envelopes: [envelope('b')] },
      { cursor },
    );

    expect([next, mayHaveSkipped]).toEqual([
      { after: 'b', createdAt: '2026-01-01T00:00:00.000Z' },
      undefined,
    ]);
  });

  test.each([
    ['the cursor does not move on', { has_next_page: true, envelopes: [envelope('aaa')] }],
    ['there is more behind an empty page', { has_next_page: true, envelopes: [] }],
    ['nothing follows although more was promised', { has_next_page: false, envelopes: [] }],
    ['the cursor cannot be sent', { has_next_page: true, envelopes: [envelope('../x')] }],
  ])('is in doubt if %s', async (_, answer) => {
    const { next, mayHaveSkipped } = await answered(answer, { cursor });

    expect([next, mayHaveSkipped]).toEqual([undefined, true]);
  });

  test.each([
    ['in order', [envelope('b', { created_at: seconds + 1 }), envelope('c')], false],
    ['out of order', [envelope('b'), envelope('c', { created_at: seconds + 1 })], true],
    ['without a time', [envelope('b', { created_at: 'soon' })], true],
  ])('is where all is older than wanted, if it comes %s', async (order, envelopes, goesOn) => {
    const createdSince = new Date((seconds + 10) * 1_000);

    const { next } = await answered({ has_next_page: true, envelopes }, { createdSince });

    expect([order, next !== undefined]).toEqual([order, goesOn]);
  });
});

describe('a hostile answer', () => {
  test.each([
    {},
    [],
    { has_next_page: 'yes', envelopes: [] },
    { has_next_page: false, envelopes: [{ id: 1 }] },
  ])('of another form is refused: %j', async (answer) => {
    await expect(answered(answer)).rejects.toMatchObject({ reason: 'unexpected-answer' });
  });

  test('gives only what is completed and can be a key', async () => {
    const envelopes = [
      envelope('../x'),
      envelope('b', { status: 'VOIDED' }),
      envelope('c', { passcode: 'SECRET' }),
    ];

    const page = await answered({ has_next_page: false, envelopes });

    expect([page.unusable, page.envelopes.map(({ id }) => id)]).toEqual([1, ['c']]);
    expect(JSON.stringify(page)).not.toContain('SECRET');
  });

  test.each([seconds * 1_000, String(seconds), '2026-01-01T00:00:00Z'])(
    'may write a time as %j',
    async (time) => {
      const page = await answered({ has_next_page: false, envelopes: [envelope('b', { created_at: time })] });

      expect(page.envelopes[0]?.createdAt).toBe('2026-01-01T00:00:00.000Z');
    },
  );
});
