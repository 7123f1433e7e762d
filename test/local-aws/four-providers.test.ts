import type { FileRole } from '../../lambda/contracts/archived-file';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { pagePictures } from '../lambda/drawing/kit/page-pictures';
import type { SimulatedEnvelope, WebhookTarget } from '../simulators/kit/provider-simulator';
import { subjects } from '../conformance/subjects';
import { listKeys } from './harness/observe/archive-bucket';
import { bundleFaults, readBundle, type StoredBundle } from './harness/observe/stored-bundle';
import { redrawDocument } from './harness/observe/redraw-document';
import { eventsAbout, eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { everyProvider, expectedTypes, signEnvelope } from './harness/sample/every-provider';
import type { DeliveryAnswer } from './harness/send/post-delivery';
import { untilIdle } from './harness/observe/queues';
import type { SampleEndpoint } from './harness/sample/sample-endpoint';
import { useSample } from './harness/sample/use-sample';

const sales = { provider: 'kingsign', endpoint: 'kingsign-sales' } as const;
const endpoints = [...everyProvider, sales];
const sample = useSample({ endpoints });

const ok: DeliveryAnswer = { status: 200, body: '' };

/** Lists the types of the events, sorted, each id once: a second job announces a bundle again, with the same id. */
const typesOf = (events: readonly SigningEvent[]) =>
  [...new Map(events.map(({ id, type }) => [id, type])).values()].sort();

describe.each(endpoints)('an envelope at $endpoint', ({ provider, endpoint }) => {
  let envelope: SimulatedEnvelope;
  let answers: readonly DeliveryAnswer[];
  let archived: SigningEvent;

  beforeAll(async () => {
    ({ envelope, answers } = await signEnvelope(sample(), endpoint));
    archived = await untilArchived(sample(), envelope.id, 60);
  });

  it('gets an answer of 200 without a body for each webhook', () => {
    expect(answers).toEqual(envelope.webhooks().map(() => ok));
  });

  it('becomes exactly its events, each once', async () => {
    const events = await eventsWhenIdle(sample(), envelope.id);

    expect(typesOf(events)).toEqual([...expectedTypes(envelope), 'envelope.archived'].sort());
    const fromWebhooks = events.filter(({ type }) => type !== 'envelope.archived').map(({ id }) => id);
    expect(new Set(fromWebhooks).size).toBe(fromWebhooks.length);
    for (const event of events) expect(event).toMatchObject({ provider, endpoint });
    for (const { authenticity, record } of events.filter(({ type }) => type !== 'envelope.archived')) {
      expect(authenticity).toBe(subjects[provider].proof.authenticity);
      expect(record?.key).toMatch(new RegExp(`^webhooks/${endpoint}/`));
    }
  });

  it("leaves one whole bundle: the provider's files, the manifest and nothing else", async () => {
    const { clients, stack } = sample();

    const bundle = await readBundle(sample(), archived);

    expect(bundleFaults(bundle, envelope.files())).toEqual([]);
    expect(bundle.manifest).toMatchObject({
      provider,
      endpoint,
      envelope: { id: envelope.id },
      problems: [],
    });
    const folder = `documents/${endpoint}/${envelope.id}/`;
    const keys = await listKeys(clients, stack.archiveBucket, folder);
    expect(keys.filter((key) => !key.startsWith(bundle.folder))).toEqual([]);
    expect(bundle.folder.startsWith(folder)).toBe(true);
  });
});

describe('the drawn document for a provider without signed documents', () => {
  let bundle: StoredBundle;
  let archived: SigningEvent;

  beforeAll(async () => {
    const { envelope } = await signEnvelope(sample(), sales.endpoint, 'Drawn');
    archived = await untilArchived(sample(), envelope.id, 60);
    bundle = await readBundle(sample(), archived);
  });

  const bytesOf = (role: FileRole) => bundle.files.find((file) => file.role === role)?.bytes;

  it('has a role of its own in the event, so that rules can match it', () => {
    expect(archived.archive?.roles).toEqual(['original', 'field-values', 'field-geometry', 'rendered']);
    expect(bundle.manifest.absent).toEqual([{ role: 'executed' }]);
  });

  it('starts with the original, and shows the values of the API', async () => {
    const [original, rendered] = [bytesOf('original')!, bytesOf('rendered')!];
    const [first, second, record] = await pagePictures(rendered);

    expect(rendered.subarray(0, original.length)).toEqual(original);
    expect(first?.text).toContain('Contact 1, typed');
    expect(second?.text).toContain('Contact 2, typed');
    expect(record?.text).toContain('This page is no certificate of Kingsign');
  });

  it('can be drawn again from the archive, byte for byte', async () => {
    expect(bytesOf('rendered')).toEqual(await redrawDocument(bundle));
  });
});

/** Changes the registered target into a wrong one. */
type Forgery = readonly [endpoint: string, how: string, status: number, forge: (right: Forged) => Forged];
type Forged = WebhookTarget;

const withoutToken = (url: string) => url.replace(/\/[^/]+$/, '');

const hasToken = ({ provider }: SampleEndpoint) => subjects[provider].proof.authenticity === 'url-token';

const tokenForgeries = endpoints.filter(hasToken).flatMap(({ endpoint }): Forgery[] => [
  [endpoint, 'a guessed token', 401, ({ url }) => ({ url: `${withoutToken(url)}/guess`, secret: '' })],
  [endpoint, 'a token one letter short', 401, ({ url }) => ({ url: url.slice(0, -1), secret: '' })],
  [endpoint, 'no token', 404, ({ url }) => ({ url: withoutToken(url), secret: '' })],
]);

const secretForgeries = endpoints
  .filter((one) => !hasToken(one))
  .flatMap(({ endpoint }): Forgery[] => [
    [endpoint, 'a guessed secret', 401, (right) => ({ ...right, secret: 'a guess of 16 or more letters' })],
    [endpoint, 'an empty secret', 401, (right) => ({ ...right, secret: '' })],
  ]);

describe('a webhook that is not genuine', () => {
  it.each([...tokenForgeries, ...secretForgeries])(
    'is refused at %s that has %s with %i, and nothing of it is kept',
    async (endpoint, _, status, forge) => {
      const { connected, post, clients, stack } = sample();
      const { simulator, target } = connected(endpoint);
      const envelope = await simulator.addEnvelope();

      const answer = await post(endpoint, envelope.webhooks().at(-1)!, forge(target));

      expect(answer.status).toBe(status);
      if (status === 401) expect(answer.body).toBe('');
      expect(await eventsWhenIdle(sample(), envelope.id)).toEqual([]);
      const keys = await listKeys(clients, stack.archiveBucket);
      expect(keys.filter((key) => key.includes(envelope.id))).toEqual([]);
      expect(await listKeys(clients, stack.spoolBucket)).toEqual([]);
    },
  );

  it('is refused with the token of another endpoint', async () => {
    const { connected, post } = sample();
    const { simulator, target } = connected('kingsign');
    const envelope = await simulator.addEnvelope();
    const url = `${withoutToken(connected(sales.endpoint).target.url)}/${connected('kingsign').proof}`;

    const answer = await post(sales.endpoint, envelope.webhooks()[0]!, { ...target, url });

    expect(answer).toEqual({ status: 401, body: '' });
    expect(await eventsWhenIdle(sample(), envelope.id)).toEqual([]);
  });
});

describe('200 webhooks of all four providers at once', () => {
  it('all arrive as exactly their events', async () => {
    const { connected, post, clients, stack, tap } = sample();
    const envelopes: { readonly endpoint: string; readonly envelope: SimulatedEnvelope }[] = [];
    const deliveries = () =>
      envelopes.flatMap(({ endpoint, envelope }) =>
        envelope.webhooks().map((webhook) => ({ endpoint, webhook })),
      );
    while (deliveries().length < 200) {
      for (const { endpoint } of endpoints) {
        const envelope = await connected(endpoint).simulator.addEnvelope();
        envelope.complete();
        envelopes.push({ endpoint, envelope });
      }
    }

    let unsent = deliveries();
    for (let round = 0; unsent.length > 0 && round < 5; round++) {
      const answers = await mapConcurrently(unsent, ({ endpoint, webhook }) => post(endpoint, webhook));
      unsent = unsent.filter((_, index) => answers[index]?.status !== 200);
    }
    await untilIdle(clients, stack, { seconds: 90 });
    const events = await tap.read();

    expect(unsent).toEqual([]);
    expect(envelopes.map(({ envelope }) => typesOf(eventsAbout(events, envelope.id)))).toEqual(
      envelopes.map(({ envelope }) => [...expectedTypes(envelope), 'envelope.archived'].sort()),
    );
  });
});

/**
 * Sends six at a time, and again after a 503, as a provider does. Each concurrent request is a process here, and 200 of
 * them on two processors would be too slow for the verifier's time limits. Returns the answers in the order of the items.
 */
async function mapConcurrently<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const waiting = items.map((item, index) => ({ item, index }));
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      answers[next.index] = await work(next.item);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  return answers;
}
