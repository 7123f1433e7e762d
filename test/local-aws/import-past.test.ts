import { listKeys } from './harness/observe/archive-bucket';
import { eventsAbout, untilArchived } from './harness/observe/envelope-events';
import { untilIdle } from './harness/observe/queues';
import { operatorUser } from './harness/sample/operator-user';
import { runCli } from './harness/sample/run-cli';
import { useSample } from './harness/sample/use-sample';
import { reconcileSince } from './harness/send/start-pass';

const endpoint = 'documenso';
const sample = useSample({ endpoints: [{ provider: 'documenso', endpoint }] });

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60 * 1_000);

/** Makes an envelope that was completed long before the endpoint was reconciled. */
async function pastEnvelope() {
  const { simulator } = sample().connected(endpoint);
  const envelope = await simulator.addEnvelope({ createdAt: hoursAgo(1_000) });
  envelope.complete(hoursAgo(900));
  return envelope;
}

it('the command reconcile brings in the past: counted first, then ordered, and announced quietly', async () => {
  const { clients, stack, post, tap } = sample();
  await reconcileSince(sample(), [endpoint], hoursAgo(24));
  const known = await pastEnvelope();
  for (const webhook of known.webhooks()) await post(endpoint, webhook);
  await untilArchived(sample(), known.id, 60);
  await untilIdle(clients, stack, { seconds: 60 });
  const past = [await pastEnvelope(), await pastEnvelope(), await pastEnvelope()];
  const operator = await operatorUser(sample(), 'imports', {
    [`arn:aws:cloudformation:*:*:stack/${stack.name}/*`]: ['cloudformation:DescribeStacks'],
    'arn:aws:sqs:*:*:*': ['sqs:SendMessage'],
    '*': ['logs:FilterLogEvents'],
  });
  const run = (...more: readonly string[]) =>
    runCli(operator, 'reconcile', '--stack', stack.name, '--endpoint', endpoint, ...more);
  const notes = () => listKeys(clients, stack.archiveBucket, `reconciliation/${endpoint}/`);

  const counted = await run('--since', '2020-01-01', '--dry-run');
  const afterCount = await notes();
  const imported = await run('--since', '2020-01-01');
  await untilIdle(clients, stack, { seconds: 60 });
  const again = await run('--since', '2020-01-01', '--dry-run');

  expect(counted).toMatchObject({ code: 0, stdout: expect.stringMatching(/to order: +3\b/) as string });
  expect(counted.stdout).toMatch(/found: +4\n/);
  expect(afterCount.filter((key) => key.endsWith('/1.json'))).toEqual([]);
  expect(imported).toMatchObject({ code: 0, stdout: expect.stringMatching(/archived: 3 /) as string });
  expect(imported.stdout).toMatch(/found: +4\nthere: +1\n/);
  expect(imported.stdout).toMatch(/failed: +0 /);
  expect(again.stdout).toMatch(/there: +4\n/);
  const events = await tap.read();
  for (const { id } of past) {
    const own = eventsAbout(events, id);
    expect(own).toMatchObject([{ type: 'envelope.archived', foundBy: 'import', confirmed: true }]);
  }
});
