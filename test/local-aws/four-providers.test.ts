import type { FileRole } from '../../lambda/contracts/archived-file';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { pagePictures } from '../lambda/drawing/kit/page-pictures';
import type { SimulatedEnvelope, WebhookTarget } from '../simulators/kit/provider-simulator';
import { listKeys } from './harness/observe/archive-bucket';
import { bundleFaults, readBundle, type StoredBundle } from './harness/observe/stored-bundle';
import { redrawDocument } from './harness/observe/redraw-document';
import { eventsAbout, eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { everyProvider, expectedTypes, signEnvelope } from './harness/sample/every-provider';
import type { DeliveryAnswer } from './harness/send/post-delivery';
import { untilIdle } from './harness/observe/queues';
import { useSample } from './harness/sample/use-sample';

const sales = { provider: 'kingsign', endpoint: 'kingsign-sales' } as const;
const endpoints = [...everyProvider, sales];
const sample = useSample({ endpoints });

const ok: DeliveryAnswer = { status: 200, body: '' };

const authenticityOf = {
  'iinked-sign': 'hmac-sha256',
  'sign-plus': 'url-token',
  documenso: 'shared-secret',
  kingsign: 'url-token',
} as const;

/** The types of the events, sorted, each id once: a second job for a bundle tells of it again, under the same id. */
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

  it('has each webhook answered 200, without a word', () => {
    expect(answers).toEqual(envelope.webhooks().map(() => ok));
  });

  it('becomes exactly its events, each once', async () => {
    const events = await eventsWhenIdle(sample(), envelope.id);

    expect(typesOf(events)).toEqual([...expectedTypes(envelope), 'envelope.archived'].sort());
    const told = events.filter(({ type }) => type !== 'envelope.archived').map(({ id }) => id);
    expect(new Set(told).size).toBe(told.length);
    for (const event of events) expect(event).toMatchObject({ provider, endpoint });
    for (const { authenticity, record } of events.filter(({ type }) => type !== 'envelope.archived')) {
      expect(authenticity).toBe(authenticityOf[provider]);
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

describe('what the archiver draws for a provider that has no signed document', () => {
  let bundle: StoredBundle;
  let archived: SigningEvent;

  beforeAll(async () => {
    const { envelope } = await signEnvelope(sample(), sales.endpoint, 'Drawn');
    archived = await untilArchived(sample(), envelope.id, 60);
    bundle = await readBundle(sample(), archived);
  });

  const bytesOf = (role: FileRole) => bundle.files.find((file) => file.role === role)?.bytes;

  it('is told of by its role, so that rules can ask for it', () => {
    expect(archived.archive?.roles).toEqual(['original', 'field-values', 'field-geometry', 'rendered']);
    expect(bundle.manifest.absent).toEqual([{ role: 'executed' }]);
  });

  it('begins with the original, and shows what the API says was filled in', async () => {
    const [original, rendered] = [bytesOf('original')!, bytesOf('rendered')!];
    const [first, second, record] = await pagePictures(rendered);

    expect(rendered.subarray(0, original.length)).toEqual(original);
    expect(first?.text).toContain('Contact 1, typed');
    expect(second?.text).toContain('Contact 2, typed');
    expect(record?.text).toContain('This page is no certificate of Kingsign');
  });

  it('is drawn again, byte for byte, from what lies in the archive', async () => {
    expect(bytesOf('rendered')).toEqual(await redrawDocument(bundle));
  });
});

/** A target that is not the one registered, made of the right one. */
type Forgery = readonly [endpoint: string, how: string, status: number, forge: (right: Forged) => Forged];
type Forged = WebhookTarget;

const withoutToken = (url: string) => url.replace(/\/[^/]+$/, '');

const tokenForgeries = ['sign-plus', 'kingsign', sales.endpoint].flatMap((endpoint): Forgery[] => [
  [endpoint, 'a guessed token', 401, ({ url }) => ({ url: `${withoutToken(url)}/guess`, secret: '' })],
  [endpoint, 'a token one letter short', 401, ({ url }) => ({ url: url.slice(0, -1), secret: '' })],
  [endpoint, 'no token', 404, ({ url }) => ({ url: withoutToken(url), secret: '' })],
]);

const secretForgeries = ['iinked-sign', 'documenso'].flatMap((endpoint): Forgery[] => [
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

  it("is refused where it has the other endpoint's token", async () => {
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
 * Six on their way at any moment: each is a process here, and 200 of them that start on two processors are too slow for
 * the verifier's budgets, which Lambda gives processors of their own. What a busy machine answers 503 is sent again, as a
 * provider does. Gives the answers in the order of the items.
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
