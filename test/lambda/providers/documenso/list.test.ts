import fc from 'fast-check';
import { documensoListing } from '../../../../lambda/providers/documenso/list';
import { readDocumensoEvent } from '../../../../lambda/providers/documenso/events';
import type { CompletedEnvelope } from '../../../../lambda/providers/envelope-lister';
import { startDocumensoSimulator, type DocumensoSimulator } from '../../../simulators/documenso/simulator';
import { faultOf } from '../../../simulators/kit/faults';
import { listAll, listerAt } from '../list-all';

const maxPages = 500;

const idsOf = (envelopes: readonly CompletedEnvelope[]) => new Set(envelopes.map(({ id }) => id));

describe('the simulated instance', () => {
  let simulator: DocumensoSimulator;
  const list = () => {
    const { apiUrl, apiToken: apiKey } = simulator;
    return listAll(listerAt(documensoListing, { apiUrl, apiKey }), { maxPages });
  };
  afterEach(() => simulator.close());

  test.each(['1.x', '2.0', '2.3.1', '2.12', '2.17'] as const)(
    '%s lists a completion under the key of its webhook',
    async (version) => {
      simulator = await startDocumensoSimulator({ version });
      const one = await simulator.addEnvelope({ title: 'Lease 7', externalId: 'lease-7' });
      await simulator.addEnvelope();
      one.completed = true;
      const sent = simulator.webhooksOf(one).find(({ event }) => event === 'DOCUMENT_COMPLETED');

      const { envelopes, skipped } = await list();

      const key = readDocumensoEvent(Buffer.from(sent!.body({ url: 'x', secret: 'y' }))).key;
      const id = version === '1.x' ? String(one.number) : one.id;
      expect(skipped).toBe(false);
      expect(envelopes).toEqual([
        {
          id,
          legacyId: String(one.number),
          title: 'Lease 7',
          // The simulated API v1 lists none.
          ...(version !== '1.x' && { externalIds: ['lease-7'] }),
          createdAt: one.createdAt,
          completedAt: one.completedAt,
          completionKey: key,
        },
      ]);
    },
  );

  test('lists what is in a nested folder, and doubts a walk during which a folder was made', async () => {
    simulator = await startDocumensoSimulator();
    const one = await simulator.addEnvelope();
    one.completed = true;
    one.folder = simulator.addFolder(simulator.addFolder());

    const before = await list();
    simulator.onList!(() => simulator.addFolder());
    const after = await list();

    expect([...idsOf(before.envelopes)]).toEqual([one.id]);
    expect([before.skipped, after.skipped]).toEqual([false, true]);
  });

  test.each([{}, { data: 'x' }, { data: [{ id: 1 }], totalPages: 1 }, []])(
    'refuses the odd answer %j',
    async (answer) => {
      simulator = await startDocumensoSimulator();
      simulator.faults.set('list', faultOf.bytes(Buffer.from(JSON.stringify(answer)), 'application/json'));

      await expect(list()).rejects.toMatchObject({ reason: 'unexpected-answer' });
    },
  );
});

interface Listed {
  readonly id: string;
  readonly createdAt: string;
}

const made = (minute: number): Listed => ({
  id: `envelope_${minute}`,
  createdAt: new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString(),
});

/** An instance without folders, whose list is what a function makes of the number of the answer. */
function instance(
  listAt: (answer: number) => readonly Listed[],
  change: (page: object) => object = (page) => page,
) {
  let answers = 0;
  const ask: typeof fetch = async (input) => {
    const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input);
    if (pathname.endsWith('/folder')) return Response.json({ data: [], totalPages: 0 });
    const [page, perPage] = [Number(searchParams.get('page')), Number(searchParams.get('perPage'))];
    const all = listAt(answers++);
    const data = all
      .slice((page - 1) * perPage, page * perPage)
      .map((one) => ({ ...one, status: 'COMPLETED', recipients: [{ token: 'SECRET', email: 'a@b.c' }] }));
    return Response.json(change({ data, totalPages: Math.ceil(all.length / perPage) }));
  };
  return listerAt(documensoListing, { apiUrl: 'https://sign.example.com/api/v2', apiKey: 'token' }, ask);
}

const newestFirst = (count: number) => Array.from({ length: count }, (_, index) => made(count - index));

describe('a list that changes between two pages', () => {
  test('misses nothing that was there all the time, or says so', async () => {
    const changes = fc.array(
      fc.record({ gone: fc.array(fc.nat(449), { maxLength: 60 }), fresh: fc.nat(60) }),
      {
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(changes, async (steps) => {
        let current: readonly Listed[] = newestFirst(450);
        const steady = new Set(current.map(({ id }) => id));
        let newest = 1_000;
        const lister = instance((answer) => {
          const step = answer === 0 ? undefined : steps[answer - 1];
          const gone = new Set(step?.gone.map((index) => current[index]?.id));
          for (const id of gone) if (id) steady.delete(id);
          const fresh = Array.from({ length: step?.fresh ?? 0 }, () => made(newest++)).reverse();
          current = [...fresh, ...current.filter(({ id }) => !gone.has(id))];
          return current;
        });

        const { envelopes, skipped } = await listAll(lister, { maxPages });

        const listed = idsOf(envelopes);
        expect(skipped || [...steady].every((id) => listed.has(id))).toBe(true);
        expect(skipped).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    [
      'repeats one page for ever',
      (page: object) => ({ ...page, data: newestFirst(100).map(completed), totalPages: 1e9 }),
    ],
    [
      'comes in another order',
      (page: object) => ({ ...page, data: newestFirst(50).reverse().map(completed), totalPages: 3 }),
    ],
  ])('is in doubt if it %s, and ends', async (_, change) => {
    const { skipped, pages } = await listAll(
      instance(() => newestFirst(300), change),
      { maxPages },
    );

    expect(skipped).toBe(true);
    expect(pages.length).toBeLessThan(30);
  });
});

const completed = (one: Listed) => ({ ...one, status: 'COMPLETED' });

test('a list ends where a whole page is older than what is wanted', async () => {
  const { pages } = await listAll(
    instance(() => newestFirst(1_000)),
    { maxPages, createdSince: new Date(made(950).createdAt) },
  );

  expect(pages).toHaveLength(2);
});

test('a title or a reference that is no text is left out, and costs nothing', async () => {
  const data = [1, '', null, {}].map((odd, at) => ({
    ...completed(made(at + 1)),
    title: odd,
    externalId: odd,
  }));

  const { envelopes } = await listAll(
    instance(
      () => [],
      () => ({ data, totalPages: 1 }),
    ),
    { maxPages },
  );

  expect(envelopes).toHaveLength(4);
  for (const one of envelopes) expect(Object.keys(one)).not.toContain('title');
  for (const one of envelopes) expect(Object.keys(one)).not.toContain('externalIds');
});

test('a page has only usable ids, no recipient, and only what is completed', async () => {
  const data = [
    { ...completed(made(3)), id: '../x' },
    { ...made(2), status: 'REJECTED', completedAt: made(2).createdAt },
    { ...completed(made(1)), recipients: [{ token: 'SECRET', email: 'a@b.c' }] },
  ];

  const { pages } = await listAll(
    instance(
      () => [],
      () => ({ data, totalPages: 1 }),
    ),
    { maxPages },
  );

  expect(pages).toEqual([{ envelopes: [{ id: 'envelope_1', createdAt: made(1).createdAt }], unusable: 1 }]);
});
