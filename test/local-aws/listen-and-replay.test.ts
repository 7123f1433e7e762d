import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand, TagQueueCommand } from '@aws-sdk/client-sqs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { untilArchived } from './harness/observe/envelope-events';
import { waitFor } from './harness/observe/wait-for';
import { operatorUser } from './harness/sample/operator-user';
import { startCli, type RunningCli } from './harness/sample/start-cli';
import { useSample } from './harness/sample/use-sample';

const endpoint = 'documenso';
const sample = useSample({ endpoints: [{ provider: 'documenso', endpoint }] });

const commands: RunningCli[] = [];
afterAll(() => commands.forEach((command) => command.kill('SIGKILL')));

/** Starts the command, and waits until it listens. */
async function listening(operator: Parameters<typeof startCli>[0], ...more: readonly string[]) {
  const command = startCli(operator, 'listen', '--stack', sample().stack.name, ...more);
  commands.push(command);
  await command.until('stderr', /Press Ctrl-C to end/);
  return command;
}

/** The rules and queues of listeners that are there. */
async function listeners(): Promise<readonly string[]> {
  const { clients, stack } = sample();
  const prefix = `${stack.name}-listen-`;
  const { Rules = [] } = await clients.events.send(
    new ListRulesCommand({ EventBusName: stack.eventBus, NamePrefix: prefix }),
  );
  const { QueueUrls = [] } = await clients.sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix }));
  return [...Rules.flatMap(({ Name }) => Name ?? []), ...QueueUrls];
}

/** A user with the documented permissions of `listen`. */
function listenOperator() {
  const { stack } = sample();
  const bus = `arn:aws:events:*:*:event-bus/${stack.eventBus}`;
  return operatorUser(sample(), 'listens', {
    [`arn:aws:cloudformation:*:*:stack/${stack.name}/*`]: ['cloudformation:DescribeStacks'],
    '*': ['events:ListRules'],
    [`arn:aws:events:*:*:rule/${stack.eventBus}/${stack.name}-listen-*`]: [
      ...['events:PutRule', 'events:PutTargets', 'events:RemoveTargets', 'events:DeleteRule'],
    ],
    // The local AWS takes the bus for the resource of both actions about targets, and has no condition `events:source`.
    [bus]: ['events:PutEvents', 'events:PutTargets', 'events:RemoveTargets'],
    [`arn:aws:sqs:*:*:${stack.name}-listen-*`]: [
      ...['sqs:CreateQueue', 'sqs:GetQueueUrl', 'sqs:DeleteQueue', 'sqs:ReceiveMessage'],
      ...['sqs:TagQueue', 'sqs:ListQueueTags'],
    ],
  });
}

/** A program on this machine that keeps what is posted to it. */
async function localProgram() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => (bodies.push(body), response.writeHead(202).end()));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  sample().stopFirst(() => new Promise((done) => server.close(() => done())));
  return { bodies, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('listen shows the events as they come, forwards them, sweeps what a killed one left, and leaves nothing', async () => {
  const { connected, post, clients } = sample();
  const operator = await listenOperator();
  const killed = await listening(operator);
  killed.kill('SIGKILL');
  await killed.ended;
  const [left, queue] = await listeners();
  const colleague = await listening(operator, '--type', 'envelope.archived', '--json');
  expect(await listeners()).toHaveLength(4);
  await clients.sqs.send(new TagQueueCommand({ QueueUrl: queue, Tags: { 'listens-until': '1' } }));

  const local = await localProgram();
  const command = await listening(operator, '--endpoint', endpoint, '--forward-to', local.address);
  const { simulator } = connected(endpoint);
  const envelope = await simulator.addEnvelope();
  envelope.complete();
  for (const webhook of envelope.webhooks()) await post(endpoint, webhook);
  await untilArchived(sample(), envelope.id, 60);
  await command.until('stdout', /envelope\.archived/);
  await colleague.until('stdout', /envelope\.archived/);
  await command.until('stderr', /forwarded envelope\.archived: 202/);
  command.kill('SIGINT');
  colleague.kill('SIGTERM');

  expect(await Promise.all([command.ended, colleague.ended])).toEqual([0, 0]);
  expect(await listeners()).toEqual([]);
  expect(command.stderr()).toContain(`Removed what an earlier listen left: the rule and the queue ${left}.`);
  expect(command.stdout()).toMatch(
    new RegExp(`^\\S+Z  envelope\\.completed +${endpoint}  ${envelope.id}  ".+"$`, 'm'),
  );
  const shown = colleague
    .stdout()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(shown).toMatchObject([{ 'detail-type': 'envelope.archived', detail: { endpoint } }]);
  await waitFor(() => local.bodies.length === command.stdout().trimEnd().split('\n').length, {
    what: 'each event at the local program',
    seconds: 10,
  });
  expect(local.bodies.map((body) => JSON.parse(body) as object)).toContainEqual(shown[0]);
});
