import { readKingsignEvent } from '../../../../lambda/providers/kingsign/events';
import { kingsignListing } from '../../../../lambda/providers/kingsign/list';
import { garbageCollector } from '../../../garbage-collector';
import { startKingsignSimulator, type KingsignSimulator } from '../../../simulators/kingsign/simulator';
import type { QueryBehaviour } from '../../../simulators/kingsign/documents-query';
import { listAll, listerAt, signal } from '../list-all';

let simulator: KingsignSimulator;

beforeEach(async () => {
  simulator = await startKingsignSimulator();
});

afterEach(() => simulator.close());

const listerOf = (answer?: typeof fetch) => listerAt(kingsignListing, simulator, answer);

const answering = (text: string) => listerOf(() => Promise.resolve(new Response(text, { status: 201 })));

const list = () => listAll(listerOf(), { maxPages: 50 });

async function addSigned(count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const one = await simulator.addDocument({ contacts: 1, signatureBytes: 500 });
    one.complete();
    ids.push(one.id);
  }
  return ids;
}

const obeys = (behaviour: Partial<QueryBehaviour>) => Object.assign(simulator.queryBehaviour, behaviour);

describe('the list', () => {
  test.each<readonly [string, Partial<QueryBehaviour>]>([
    ['filters only, as the public code does', {}],
    ['the whole question', { sort: true, limit: true }],
    ['the page size but not the order', { limit: true }],
    ['page size and order but not the place', { sort: true, limit: true, after: false }],
    ['nothing', { status: false, after: false }],
    ['no question with operators', { refusesOperators: true }],
  ])('has each signed document once where the instance obeys %s', async (_, behaviour) => {
    const ids = [...(await addSigned(104))];
    const completed = await simulator.addDocument();
    completed.complete();
    simulator.documentOf(completed.id).status = 'completed';
    const open = await simulator.addDocument();
    const early = await simulator.addDocument();
    simulator.completePrematurely(early.id);
    obeys(behaviour);

    const { ids: listed } = await list();

    expect([...listed].sort()).toEqual([...ids, completed.id].sort());
    expect(listed).not.toContain(open.id);
  });

  test('does not have archived and deleted documents', async () => {
    const [archived = '', removed = '', left = ''] = await addSigned(3);
    simulator.documentOf(archived).archived = true;
    simulator.onList?.((number) => {
      if (number === 1) simulator.documentOf(removed).archived = true;
    });

    expect((await list()).ids).toEqual([left]);
  });

  test('has the key of the event that the webhook has, and the document’s times', async () => {
    const one = await simulator.addDocument({ createdAt: new Date('2026-01-02T03:04:05.678Z') });
    one.complete(new Date('2026-02-03T04:05:06.789Z'));
    const [webhook] = one.webhooks().filter(({ event }) => event === 'document.completed');
    const body = webhook?.body({ url: 'https://example.com', secret: '' }) ?? '';

    const { envelopes } = await list();

    const event = readKingsignEvent(Buffer.from(body));
    expect(event.occurredAt).toBe('2026-02-03T04:05:06.789Z');
    expect(envelopes).toEqual([
      {
        id: one.id,
        title: simulator.documentOf(one.id).title,
        createdAt: '2026-01-02T03:04:05.678Z',
        updatedAt: '2026-02-03T04:05:06.789Z',
        completionKey: event.key,
      },
    ]);
  });

  test('has no values', async () => {
    const one = await simulator.addDocument();
    one.complete();

    const text = JSON.stringify((await list()).pages);

    for (const { value } of simulator
      .documentOf(one.id)
      .fields.filter(({ fieldType }) => fieldType !== 'checkbox'))
      expect(text).not.toContain(String(value).slice(0, 30));
  });
});

const documentText = (id: string, value = 'x', updatedAt: string | null = '2026-01-01T00:00:00.000Z') =>
  JSON.stringify({
    _id: id,
    status: 'signed',
    documentFields: [{ _id: 'f', isSigned: true, value, ...(updatedAt === null ? {} : { updatedAt }) }],
  });

describe('a hostile answer', () => {
  test.each([
    ['cut off in the middle', `[${documentText('a')},{"_id":`, 'cut-off'],
    ['no JSON', '<html>', 'not-json'],
    ['an object', '{"data":[]}', 'not-json'],
    ['nested deep', `[${'['.repeat(5_000)}${']'.repeat(5_000)}]`, 'unexpected-answer'],
    ['a list of numbers', '[1]', 'unexpected-answer'],
    ['fields of a wrong type', '[{"_id":"a","status":"signed","documentFields":7}]', 'unexpected-answer'],
  ])('ends by name: %s', async (_, text, reason) => {
    await expect(answering(text).listCompleted({}, signal())).rejects.toMatchObject({ reason });
  });

  test('counts an id that cannot be part of a key', async () => {
    const text = `[${['../up', '', 'y'.repeat(9_999), 'a'].map((id) => documentText(id)).join()}]`;

    expect(await answering(text).listCompleted({}, signal())).toMatchObject({
      unusable: 3,
      envelopes: [{ id: 'a' }],
    });
  });

  test('has no key of the event where a field has no time', async () => {
    const page = await answering(`[${documentText('a', 'x', null)}]`).listCompleted({}, signal());

    expect(page.envelopes).toEqual([{ id: 'a' }]);
  });

  test('needs no memory for its values, over 10,000 documents', async () => {
    const collect = garbageCollector();
    const value = 'A'.repeat(2_000);
    let peakBytes = 0;
    const chunks = function* () {
      yield Buffer.from('[');
      for (let index = 0; index < 10_000; index++) {
        const text = documentText(String(index).padStart(24, '0'), value);
        yield Buffer.from(index === 0 ? text : `,${text}`);
        if (index % 2_500 === 2_499) {
          collect();
          peakBytes = Math.max(peakBytes, process.memoryUsage().heapUsed);
        }
      }
      yield Buffer.from(']');
    };
    const lister = listerOf(() =>
      Promise.resolve(new Response(ReadableStream.from(chunks()) as never, { status: 201 })),
    );
    collect();
    const before = process.memoryUsage().heapUsed;

    const page = await lister.listCompleted({}, signal());

    expect(page.envelopes).toHaveLength(1_000);
    expect((peakBytes - before) / 1e6).toBeLessThan(8);
  });
});
