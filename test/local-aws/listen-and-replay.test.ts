import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ListQueuesCommand, TagQueueCommand } from '@aws-sdk/client-sqs';
import { strToU8, zipSync } from 'fflate';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { receiveAll, type TappedEvent } from './harness/observe/event-tap';
import { localProgram } from './harness/observe/local-program';
import { untilIdle } from './harness/observe/queues';
import { runCli } from './harness/sample/run-cli';
import { untilArchived } from './harness/observe/envelope-events';
import { waitFor } from './harness/observe/wait-for';
import { signEnvelope } from './harness/sample/every-provider';
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

it('listen shows the events as they come, forwards them, sweeps what a killed one left, and leaves nothing', async () => {
  const { clients } = sample();
  const operator = await listenOperator();
  const killed = await listening(operator);
  killed.kill('SIGKILL');
  await killed.ended;
  const [left, queue] = await listeners();
  const colleague = await listening(operator, '--type', 'envelope.archived', '--json');
  expect(await listeners()).toHaveLength(4);
  await clients.sqs.send(new TagQueueCommand({ QueueUrl: queue, Tags: { 'listens-until': '1' } }));

  const forwarded: string[] = [];
  const port = await localProgram(sample(), (body) => forwarded.push(body));
  const address = `http://127.0.0.1:${port}`;
  const command = await listening(operator, '--endpoint', endpoint, '--forward-to', address);
  const { envelope } = await signEnvelope(sample(), endpoint);
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
  await waitFor(() => forwarded.length === command.stdout().trimEnd().split('\n').length, {
    what: 'each event at the local program',
    seconds: 10,
  });
  expect(forwarded.map((body) => JSON.parse(body) as object)).toContainEqual(shown[0]);
});

/** A user with the documented permissions of `replay`, and the right to reach the consumers. */
function replayOperator(...consumers: readonly string[]) {
  const { stack } = sample();
  const nameOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
  return operatorUser(sample(), 'replays', {
    [`arn:aws:cloudformation:*:*:stack/${stack.name}/*`]: ['cloudformation:DescribeStacks'],
    [`arn:aws:s3:::${stack.archiveBucket}`]: ['s3:ListBucket'],
    [`arn:aws:s3:::${stack.archiveBucket}/*`]: ['s3:GetObject'],
    [`arn:aws:sqs:*:*:${nameOf(stack.find('AWS::SQS::Queue', 'Intake/Queue'))}`]: ['sqs:GetQueueAttributes'],
    'arn:aws:sqs:*:*:consumer': ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
    ...Object.fromEntries(
      consumers.map((name) => [`arn:aws:lambda:*:*:function:${name}`, ['lambda:InvokeFunction']]),
    ),
  });
}

/** Makes a function of a consumer. */
async function makeFunction(FunctionName: string, body: string): Promise<void> {
  const { clients } = sample();
  const { Role } = await clients.iam.send(
    new CreateRoleCommand({ RoleName: FunctionName, AssumeRolePolicyDocument: '{}' }),
  );
  const ZipFile = zipSync({ 'index.js': strToU8(`exports.handler = async (event) => { ${body} };`) });
  const Code = { ZipFile };
  const handler = { Runtime: 'nodejs24.x', Handler: 'index.handler' } as const;
  await clients.lambda.send(new CreateFunctionCommand({ FunctionName, Role: Role?.Arn, Code, ...handler }));
}

async function messagesIn(url: string): Promise<readonly TappedEvent[]> {
  return (await receiveAll(sample().clients, url)).map((body) => JSON.parse(body) as TappedEvent);
}

const byId = (one: SigningEvent, other: SigningEvent) => (one.id < other.id ? -1 : 1);

it('replay hands the past to one queue or function, with the ids that it had, and no rule gets any of it', async () => {
  const { clients, stack, tap } = sample();
  await untilIdle(clients, stack, { seconds: 60 });
  const published = (await tap.read()).map(({ detail }) => detail);
  const { QueueUrl: url = '' } = await clients.sqs.send(new CreateQueueCommand({ QueueName: 'consumer' }));
  await makeFunction('takes', 'if (!event.detail.replayedAt) throw new Error(JSON.stringify(event));');
  await makeFunction('fails', 'throw new Error(event.detail.envelope.title);');
  const operator = await replayOperator('takes', 'fails');
  const run = (...more: readonly string[]) =>
    runCli(operator, 'replay', '--stack', stack.name, '--rate', '50', ...more);

  const counted = await run('--dry-run', '--json');
  const toQueue = await run('--to', url);
  const messages = await messagesIn(url);
  const first = await run('--to', url, '--type', 'envelope.archived');
  const [toFunction, toFailing] = await Promise.all([run('--to', 'takes'), run('--to', 'fails')]);
  const intake = stack.find('AWS::SQS::Queue', 'Intake/Queue');
  const refused = await Promise.all(
    [intake, stack.operatorOutput(endpoint).verifierFunction].map((to) => run('--to', to)),
  );

  expect(counted).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Problem') as string });
  expect(JSON.parse(counted.stdout)).toMatchObject({ events: published.length, differing: 0 });
  expect([toQueue.code, toFunction.code, first.code]).toEqual([0, 0, 0]);
  expect(await messagesIn(url)).toMatchObject([{ 'detail-type': 'envelope.archived' }]);
  const replayed = messages.map(({ detail: { replayedAt, ...detail } }) => {
    expect(Date.parse(replayedAt ?? '')).toBeGreaterThan(0);
    return detail as SigningEvent;
  });
  const timeless = (events: readonly SigningEvent[]) =>
    [...events].sort(byId).map((event) => (event.record ? event : { ...event, receivedAt: '' }));
  // Nobody recorded when a bundle was announced, so this event has the time of the manifest.
  expect(JSON.stringify(timeless(replayed))).toBe(JSON.stringify(timeless(published)));
  expect(toFailing.code).toBe(1);
  expect(toFailing.stderr).toContain('The function fails failed: its log says why.');
  expect(toFailing.stderr).not.toContain(published.find(({ envelope }) => envelope?.title)?.envelope?.title);
  for (const { code, stderr } of refused) {
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('a part of the pipeline') as string,
    });
  }
  expect((await tap.read()).length).toBe(published.length);
});
