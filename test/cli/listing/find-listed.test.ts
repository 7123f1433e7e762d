import { findListed, type FindLimits } from '../../../cli/listing/find-listed';
import { matching } from '../../../cli/listing/matching';
import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import type { CompletedEnvelope, EnvelopePage } from '../../../lambda/providers/envelope-lister';
import { stopwatch } from '../fake-time';

const lease = { id: 'e-1', title: 'Lease of the Mill' };

/** Searches a list of these pages. An error is thrown in place of its page, once. */
async function search(
  answers: readonly (readonly CompletedEnvelope[] | Error)[],
  { limits, pageMs = 0 }: { readonly limits?: Partial<FindLimits>; readonly pageMs?: number } = {},
) {
  const time = stopwatch();
  const left = [...answers];
  let asked = 0;
  let page = 0;
  const listCompleted = async ({ cursor = 0 }: { readonly cursor?: unknown }): Promise<EnvelopePage> => {
    asked++;
    await time.sleep(pageMs);
    expect(cursor).toBe(page);
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    page++;
    return { envelopes: answer ?? [], ...(left.length > 0 && { next: page }) };
  };
  const found = await findListed(
    { lister: { listCompleted }, isMatch: matching('mill'), watch: time, onPage: () => undefined },
    { untilMs: 300_000, maxMatches: 50, ...limits },
  );
  return { ...found, asked, elapsedMs: time.elapsedMs() };
}

test.each([
  ['MILL', true],
  ['lease of', true],
  ['windmill', false],
  ['ref-7', true],
  ['E-1', true],
  ['42', true],
  ['Größe'.normalize('NFD'), true],
])('the text %s matches: %s', (text, is) => {
  const envelope = { ...lease, legacyId: '42', externalIds: ['REF-7', 'größe'] };

  expect(matching(text)(envelope)).toBe(is);
});

test('an envelope without a title or a reference is found by its id only', () => {
  expect([matching('e-1')({ id: 'e-1' }), matching('undefined')({ id: 'e-1' })]).toEqual([true, false]);
});

test('all pages are read, and an envelope on two of them is found once', async () => {
  const found = await search([
    [lease, { id: 'e-2', title: 'Other' }],
    [lease],
    [{ id: 'e-3', title: 'mill' }],
  ]);

  expect(found).toMatchObject({ matches: [lease, { id: 'e-3' }], looked: 3, isDone: true, asked: 3 });
  expect(found.stopped).toBeUndefined();
});

test('enough matches end the search, and that is said', async () => {
  const found = await search([[lease, { ...lease, id: 'e-2' }], [{ ...lease, id: 'e-3' }]], {
    limits: { maxMatches: 1 },
  });

  expect(found).toMatchObject({ matches: [lease], isDone: true, asked: 1 });
  expect(found.stopped).toMatch(/first 1 matches/);
});

test('a failure that passes is asked again, after the time that the provider names', async () => {
  const limited = new ProviderApiError('rate-limited', { status: 429, retryAfterSeconds: 20 });
  const found = await search([limited, new ProviderApiError('server-error', { status: 500 }), [lease]]);

  expect(found).toMatchObject({ matches: [lease], isDone: true, elapsedMs: 24_000 });
});

test.each([
  ['unauthorized', new ProviderApiError('unauthorized', { status: 401 }), 1],
  ['unsupported-version', new PermanentFailure('unsupported-version'), 1],
  ['server-error', new ProviderApiError('server-error'), 4],
])('the failure %s ends the search with what was found before', async (reason, error, tries) => {
  const found = await search([[lease], error, error, error, error, error]);

  expect(found).toMatchObject({ matches: [lease], isDone: false, asked: 1 + tries });
  expect(found.stopped).toContain(reason);
});

test('the time limit ends the search, also one that waits for the provider', async () => {
  const pages = Array.from({ length: 100 }, () => [lease]);
  const slow = await search(pages, { pageMs: 50_000 });
  const limited = await search([new ProviderApiError('rate-limited', { retryAfterSeconds: 3_600 })]);

  expect(slow).toMatchObject({ matches: [lease], isDone: false, asked: 6 });
  expect(limited).toMatchObject({ isDone: false, asked: 1, elapsedMs: 0 });
  for (const { stopped } of [slow, limited]) expect(stopped).toMatch(/^the time is over: give more minutes/);
});

test('a fault of this software is not taken for one of the provider', async () => {
  await expect(search([new TypeError('ours')])).rejects.toThrow('ours');
});
