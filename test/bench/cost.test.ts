import { readFileSync } from 'node:fs';
import { countCalls } from '../../bench/cost/count-calls';
import { idleCost } from '../../bench/cost/idle-cost';
import { synthesize } from '../../bench/cost/synthesize';
import { idleRow, priceLines, webhookRows } from '../../bench/cost/tables';
import { sumOf, webhookCost, type WebhookCost } from '../../bench/cost/webhook-cost';
import { workloads } from '../../bench/cost/workloads';

const page = (path: string) => readFileSync(path, 'utf8');

/** Returns the cells of a table's row. */
const cells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Returns the rows of all tables of a page, as cells. */
const tables = (path: string) =>
  page(path)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cells);

const environment = process.env;
let columns: readonly WebhookCost[];
let counted: Awaited<ReturnType<typeof countCalls>>;

beforeAll(async () => {
  process.env = { ...environment };
  const [single, ...others] = workloads('documenso');
  counted = await countCalls(single!);
  // The functions are loaded: how they count is decided. What is left is arithmetic.
  const batched = { ...counted, publishRuns: counted.webhooks / others[0]!.batch };
  columns = [webhookCost(counted), webhookCost(batched)];
});

afterAll(() => {
  process.env = environment;
});

test('a webhook takes one message, one PUT and one event, and its secret is read once', () => {
  expect(counted.calls).toEqual({ SendMessage: 100, PutObject: 100, PutEvents: 100, GetSecretValue: 1 });
  expect(counted.metrics).toEqual([
    'EventDelay of all',
    'EventPublished of all',
    'EventPublished of an endpoint',
    'WebhookAccepted of all',
    'WebhookAccepted of an endpoint',
  ]);
});

test('docs/cost.md has what the calls of a million webhooks cost', () => {
  for (const row of webhookRows(columns).map(cells)) {
    const documented = tables('docs/cost.md').find(([part]) => part === row[0])!;
    // The log lines have times, whose digits differ.
    for (const n of [1, 2]) expect(Math.abs(Number(documented[n]) - Number(row[n]))).toBeLessThan(0.03);
  }
});

test('docs/cost.md has the prices with their sources', () => {
  expect(page('docs/cost.md').split('\n')).toEqual(expect.arrayContaining(priceLines() as string[]));
});

test.each([1, 4])('docs/deploy.md has what a stack with %i endpoints costs in a month', (endpoints) => {
  const row = idleRow(endpoints, idleCost(synthesize(endpoints), endpoints));

  expect(tables('docs/deploy.md')).toContainEqual(cells(row));
});

test('docs/cost.md has what a further endpoint costs in a month', () => {
  const [one, four] = [1, 4].map((count) => idleCost(synthesize(count), count).idle);

  expect(page('docs/cost.md')).toContain(`two alarms and a queue: ${((four! - one!) / 3).toFixed(2)}.`);
});

test('the README has the same sums', () => {
  const readme = page('README.md').replaceAll(/\s+/g, ' ');
  const [single, batched] = columns.map(sumOf);
  const [one, four] = [1, 4].map((count) => idleCost(synthesize(count), count));

  const [, ofSingle, ofBatched] = /A million webhooks\*\*[^:]*: \$(\S+) one at a time, \$(\S+)\. /.exec(
    readme.replace(' in batches', ''),
  )!;
  expect(Math.abs(Number(ofSingle) - single!)).toBeLessThan(0.03);
  expect(Math.abs(Number(ofBatched) - batched!)).toBeLessThan(0.03);
  expect(readme).toContain(`$${one!.idle.toFixed(2)} for one endpoint, $${four!.idle.toFixed(2)} for four`);
  expect(readme).toContain(`$${one!.metrics.toFixed(2)} and $${four!.metrics.toFixed(2)}`);
});
