import * as fc from 'fast-check';
import type { EnvelopePage } from '../../../../lambda/providers/envelope-lister';
import { iinkedSignListing } from '../../../../lambda/providers/iinked-sign/list';
import { ProviderApiError } from '../../../../lambda/provider-http/provider-api-error';
import {
  startIinkedSignSimulator,
  type IinkedSignSimulator,
} from '../../../simulators/iinked-sign/simulator';
import type { PackageOptions } from '../../../simulators/iinked-sign/simulated-package';
import { listAll, listerAt, signal } from '../list-all';

let simulator: IinkedSignSimulator;

beforeEach(async () => {
  simulator = await startIinkedSignSimulator();
});

afterEach(() => simulator.close());

const listerOf = (answer?: typeof fetch) => listerAt(iinkedSignListing, simulator, answer);

const answering = (answer: (body: { skip: number; take: number }) => unknown) =>
  listerOf((_, init) =>
    Promise.resolve(new Response(JSON.stringify(answer(JSON.parse(String(init?.body)) as never)))),
  );

async function list(lister = listerOf(), maxPages = 200) {
  const { ids, ...listed } = await listAll(lister, { maxPages });
  return { ...listed, ids: new Set(ids) };
}

const begin = Date.UTC(2026, 0, 1);

/** Adds executed packages, the oldest first. One document each makes it quick. */
async function addExecuted(count: number, options: PackageOptions = {}): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const createdAt = new Date(begin + index * 1_000);
    const one = await simulator.addPackage({ createdAt, documents: [{}], ...options });
    simulator.complete(one.packageId);
    ids.push(one.packageId);
  }
  return ids;
}

describe('the list', () => {
  test('has each executed package with the time that its webhook names, and never an open one', async () => {
    const ids = await addExecuted(5);
    const open = await simulator.addPackage();
    simulator.complete(String(ids[0]), new Date('2026-03-01T10:20:30.456Z'));

    const { envelopes } = await list();

    expect([...new Set(envelopes.map(({ id }) => id))]).toEqual(ids);
    expect(envelopes.map(({ id }) => id)).not.toContain(open.packageId);
    expect(envelopes[0]).toMatchObject({ id: ids[0], completedAt: '2026-03-01T10:20:30.456Z' });
    const executed = simulator.webhooksOf(String(ids[0])).find(({ action }) => action === 'package_executed');
    expect(Date.parse(String(executed?.['eventTime']))).toBe(Date.parse('2026-03-01T10:20:30.456Z'));
  });

  test('has the name of a package and the sender’s own references, whatever their form', async () => {
    const externalData = { lease: 'lease-7', nested: { number: 42, deep: [['in a list']] }, none: null };
    await addExecuted(1, { name: 'Lease 7', externalData, documents: [{ externalId: 'part-1' }, {}] });

    const { envelopes } = await list();

    expect(envelopes[0]).toMatchObject({
      title: 'Lease 7',
      externalIds: ['lease-7', '42', 'in a list', 'part-1'],
    });
    expect(JSON.stringify(envelopes)).not.toContain('@');
  });

  test('leaves out references that are odd, too deep or too many', async () => {
    const deep = { a: { b: { c: { d: { e: { f: 'too deep' } } } } } };
    const many = Array.from({ length: 80 }, (_, index) => `reference-${index}`);
    const odd = [{ externalData: 7 }, { externalData: deep }, { externalData: many, documents: 'none' }];
    const lister = answering(() => ({
      items: odd.map((one, index) => ({ packageId: `p-${index}`, isExecuted: true, ...one })),
    }));

    const { envelopes } = await lister.listCompleted({}, signal());

    expect(envelopes.map(({ externalIds }) => externalIds?.length)).toEqual([1, undefined, 50]);
  });

  test('looks at each package itself where the provider ignores the filter, also before version 4.0', async () => {
    const ids = await addExecuted(2, { statesBeforeVersion4: true });
    await simulator.addPackage();
    simulator.listBehaviour.ignoresIsExecuted = true;

    expect([...(await list()).ids]).toEqual(ids);
  });

  test.each([1, 2, 3, 7, 50])('reads a list in pages of at most %i to its end', async (maxTake) => {
    const ids = await addExecuted(12);
    simulator.listBehaviour.maxTake = maxTake;

    const { ids: listed, skipped } = await list();

    expect([...listed].sort()).toEqual([...ids].sort());
    expect(skipped).toBe(false);
  });

  test('has the packages of other members where the key sees them, and its own ones where it is refused', async () => {
    const own = await addExecuted(2);
    const others = await addExecuted(2, { ofAnotherMember: true });

    expect((await list()).ids).toEqual(new Set([...own, ...others]));
    simulator.listBehaviour.keySeesAllMembers = false;
    expect((await list()).ids).toEqual(new Set(own));
  });

  test('has no names, links and addresses of signers, nor has its cursor', async () => {
    await addExecuted(12, { generateSignerLinks: true, name: 'Secret title' });
    simulator.listBehaviour.maxTake = 5;

    const { pages } = await list();

    expect(JSON.stringify(pages)).not.toMatch(/Ada|Byron|example\.com|BEARER/);
    expect(JSON.stringify(pages.map(({ next }) => next))).not.toContain('Secret title');
  });
});

describe('a list that changes between two pages', () => {
  test.each([
    ['a few packages before the place are deleted', 3],
    ['more packages are deleted than the overlap has', 25],
  ])('misses nothing: %s', async (_, deleted) => {
    const ids = await addExecuted(60);
    simulator.listBehaviour.maxTake = 30;
    simulator.onList((number) => {
      if (number === 2) for (const id of ids.slice(0, deleted)) simulator.remove(id);
    });

    const { ids: listed, skipped } = await list();

    expect(ids.filter((id) => !listed.has(id))).toEqual([]);
    expect(skipped).toBe(false);
  });

  test('misses nothing if older packages are executed, so that a page has nothing new', async () => {
    const ids = await addExecuted(40);
    const late = await Promise.all(
      Array.from({ length: 20 }, () =>
        simulator.addPackage({ createdAt: new Date(begin - 1_000), documents: [{}] }),
      ),
    );
    simulator.listBehaviour.maxTake = 20;
    simulator.onList((number) => {
      if (number === 2) for (const { packageId } of late) simulator.complete(packageId);
    });

    const { ids: listed } = await list();

    expect(ids.filter((id) => !listed.has(id))).toEqual([]);
  });

  test('says so if it cannot find its place again', async () => {
    const other = (index: number) => ({ packageId: `other-${index}`, isExecuted: true });
    let asked = 0;
    const lister = answering(({ skip }) => {
      asked++;
      const items = Array.from({ length: 20 }, (_, index) => other(asked * 1_000 + index));
      return { items: skip > 3_000 ? [] : items, total: 9_999 };
    });

    const { skipped } = await list(lister, 40);

    expect(skipped).toBe(true);
  });
});

describe('a hostile answer', () => {
  const items = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ packageId: `p-${index}`, isExecuted: true }));

  test('ends by name if the server ignores where to begin', async () => {
    await expect(list(answering(() => ({ items: items(50), total: 500 })))).rejects.toMatchObject({
      reason: 'unexpected-answer',
    });
  });

  test.each([1, 2, 30])(
    'is the whole list if the server ignores where to begin, and has only %i',
    async (count) => {
      const { ids } = await list(answering(() => ({ items: items(count), total: count })));

      expect(ids.size).toBe(count);
    },
  );

  test('ends by name if the list has no end', async () => {
    const lister = answering(() => ({ items: items(1) }));
    const cursor = { skip: 1_000_001, overlap: [], allMembers: true, repeats: 0 };

    await expect(lister.listCompleted({ cursor }, signal())).rejects.toMatchObject({ reason: 'too-large' });
  });

  test('counts an id that cannot be part of a key, and keeps the cursor small', async () => {
    const odd = ['../up', '', 'x'.repeat(100_000), 'Ж'].map((packageId) => ({ packageId, isExecuted: true }));
    const lister = answering(() => ({ items: [...odd, ...items(2)], total: 9 }));

    const page = await lister.listCompleted({}, signal());

    expect(page).toMatchObject({ unusable: 4, envelopes: [{ id: 'p-0' }, { id: 'p-1' }] });
    expect(JSON.stringify(page.next).length).toBeLessThan(3_000);
  });

  test.each([undefined, null, 7, '', 'soon', '2026-03-01', 'x'.repeat(1e5), {}])(
    'has no time of completion where the provider’s is odd',
    async (timeExecuted) => {
      const lister = answering(() => ({ items: [{ packageId: 'p', isExecuted: true, timeExecuted }] }));

      expect((await lister.listCompleted({}, signal())).envelopes).toEqual([{ id: 'p' }]);
    },
  );

  test('gives page or a named error, whatever it is', async () => {
    const field = fc.record({ packageId: fc.anything(), isExecuted: fc.anything() }, { requiredKeys: [] });
    const body = fc.oneof(
      fc.json(),
      fc.array(field).map((list) => JSON.stringify({ items: list }) ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const lister = listerOf(() => Promise.resolve(new Response(text)));
        const result = await lister.listCompleted({}, signal()).catch((error: unknown) => error);
        expect(result instanceof ProviderApiError || Array.isArray((result as EnvelopePage).envelopes)).toBe(
          true,
        );
      }),
    );
  });
});
