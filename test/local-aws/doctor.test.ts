import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteEventBusCommand } from '@aws-sdk/client-eventbridge';
import { PutFunctionConcurrencyCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Finding } from '../../cli/doctor/finding';
import type { KingsignSimulator } from '../simulators/kingsign/simulator';
import { untilArchived } from './harness/observe/envelope-events';
import { untilIdle } from './harness/observe/queues';
import { readLogs } from './harness/observe/stack-logs';
import { everyProvider, signEnvelope } from './harness/sample/every-provider';
import { operatorUser } from './harness/sample/operator-user';
import { runCli } from './harness/sample/run-cli';
import { putSecret, readSecret } from './harness/sample/sample-stack';
import { useSample } from './harness/sample/use-sample';
import { runPasses } from './harness/send/start-pass';
import type { Emulator } from './harness/emulator/emulator';

const endpoints = everyProvider.map(({ endpoint }) => endpoint);
const sample = useSample({ endpoints: everyProvider, lambdaQuota: 100 });

/** Everything that the command printed, and what must not be in it. */
const printed: string[] = [];
const secrets: string[] = [];

/** The permissions of docs/commands.md. */
const documented = (busActions = ['events:DescribeEventBus']) => ({
  [`arn:aws:cloudformation:*:*:stack/${sample().stack.name}/*`]: ['cloudformation:DescribeStacks'],
  'arn:aws:secretsmanager:*:*:secret:*': [
    'secretsmanager:ListSecretVersionIds',
    'secretsmanager:GetSecretValue',
  ],
  'arn:aws:sqs:*:*:*': ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
  'arn:aws:logs:*:*:log-group:*': ['logs:FilterLogEvents'],
  [`arn:aws:s3:::${sample().stack.spoolBucket}`]: ['s3:ListBucket'],
  // The emulator takes the calls to Lambda for these others, and asks for the bus and the alarms of `*`. AWS does not.
  'arn:aws:lambda:*:*:event-source-mapping:*': [
    'lambda:GetEventSourceMapping',
    'lambda:ListEventSourceMappings',
  ],
  'arn:aws:lambda:*:*:function:*': ['lambda:GetFunctionConcurrency', 'lambda:PutFunctionConcurrency'],
  '*': ['lambda:GetAccountSettings', 'cloudwatch:DescribeAlarms', ...busActions],
});

/** Runs the command as that user, and returns the exit code and the findings. */
async function doctor(operator: Emulator, ...more: readonly string[]) {
  const args = ['doctor', '--stack', sample().stack.name, '--json', '--for', '120', ...more];
  const { code, stdout, stderr } = await runCli(operator, ...args);
  printed.push(stdout, stderr);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
  return { code, findings };
}

/** The findings with ✗ and !, in short. */
const problems = (findings: readonly Finding[]) =>
  findings
    .filter(({ state }) => state === 'failed' || state === 'unknown')
    .map(({ endpoint = 'all', check, state, text }) => `${endpoint}, ${check}, ${state}: ${text}`);

const output = (endpoint: string) => sample().stack.operatorOutput(endpoint);

/** Registers an endpoint at its provider with the command `register`. */
async function register(endpoint: string) {
  const args = ['register', '--stack', sample().stack.name, '--endpoint', endpoint];
  expect(await runCli(sample().emulator, ...args)).toMatchObject({ code: 0, stderr: '' });
}

let operator: Emulator;

beforeAll(async () => {
  operator = await operatorUser(sample(), 'doctor', documented());
  for (const endpoint of endpoints) {
    const { webhookSecretArn, apiKeySecretArn = '' } = output(endpoint);
    for (const arn of [webhookSecretArn, apiKeySecretArn])
      secrets.push(await readSecret(sample().clients, arn));
  }
});

it('finds nothing wrong at four healthy endpoints, with no more than its documented permissions', async () => {
  const { clients, stack, simulators } = sample();
  // The provider's public code is open to anybody.
  (simulators.of('kingsign') as KingsignSimulator).integrations.needsKey = true;
  const signed = await Promise.all(endpoints.map((endpoint) => signEnvelope(sample(), endpoint)));
  await Promise.all(signed.map(({ envelope }) => untilArchived(sample(), envelope.id, 90)));
  for (const endpoint of ['sign-plus', 'kingsign']) await register(endpoint);
  await untilIdle(clients, stack, { seconds: 60 });
  await runPasses(sample(), 'full', endpoints);

  const { code, findings } = await doctor(operator);

  expect(problems(findings)).toEqual([]);
  expect(code).toBe(0);
  const notApplicable = findings.filter(({ state }) => state === 'not-applicable');
  expect(notApplicable.map(({ endpoint, check }) => `${endpoint}, ${check}`)).toEqual([
    'documenso, registered webhooks',
    'iinked-sign, registered webhooks',
  ]);
  expect(findings).toHaveLength(8 + 4 * 10);
});

it('names each thing that is broken, and what to do', async () => {
  const { clients, stack, simulators } = sample();
  const { lambda, sqs, cloudWatch, events } = clients;
  const { hooks } = simulators.of('sign-plus');
  // The first webhook is unregistered, and anybody can read the other provider's list.
  hooks?.remove(hooks.all()[0]?.id ?? '');
  (simulators.of('kingsign') as KingsignSimulator).integrations.needsKey = false;
  await putSecret(clients, output('documenso').webhookSecretArn, 'too-short');
  await putSecret(clients, output('iinked-sign').apiKeySecretArn ?? '', 'a-key-that-expired');
  await putSecret(clients, output('iinked-sign').apiKeySecretArn ?? '', 'a-key-that-expired-too');
  secrets.push('too-short', 'a-key-that-expired');
  await lambda.send(
    new UpdateEventSourceMappingCommand({ UUID: output('documenso').archiveConsumer, Enabled: false }),
  );
  for (const FunctionName of [
    output('kingsign').verifierFunction,
    stack.find('AWS::Lambda::Function', 'Reconciler'),
  ]) {
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  }
  const QueueUrl = output('sign-plus').archiveDeadLetterQueueUrl;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  const AlarmName = stack.find('AWS::CloudWatch::Alarm', 'WebhookMissed');
  await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'a test' }));
  await events.send(new DeleteEventBusCommand({ Name: stack.eventBus }));

  const { code, findings } = await doctor(operator);

  const found = problems(findings);
  expect(found).toEqual([
    expect.stringMatching(/^all, alarms, failed: 1 of \d+ is raised: .*WebhookMissed/),
    expect.stringMatching(/^all, event bus, failed: .* does not exist/),
    expect.stringMatching(/^all, reconcile queue, failed: The queue is blocked: .* concurrency of .* to 0/),
    expect.stringMatching(/^documenso, webhook secret, failed: Its value is too short/),
    'documenso, API key, unknown: Nobody could ask: the archive queue is blocked.',
    expect.stringMatching(/^documenso, archive queue, failed: The queue is blocked: .* disabled/),
    expect.stringMatching(/^iinked-sign, API key, failed: unauthorized/),
    expect.stringMatching(/^kingsign, address, failed: .* answers (?:429|5\d\d) to a request without proof/),
    expect.stringMatching(/^kingsign, verifier, failed: Webhooks are blocked/),
    expect.stringMatching(/^kingsign, registered webhooks, failed: Anybody can read/),
    expect.stringMatching(/^sign-plus, registered webhooks, failed: Not registered: ENVELOPE_\w+\.$/),
    expect.stringMatching(/^sign-plus, archive dead letters, failed: 1 message has failed/),
  ]);
  expect(findings.filter(({ state, advice }) => state === 'failed' && !advice)).toEqual([]);
  expect(code).toBe(1);
});

it('marks what it may not look at, names the permission, and looks at everything else', async () => {
  const limited = await operatorUser(sample(), 'limited', documented([]));

  const { code, findings } = await doctor(limited, '--endpoint', 'iinked-sign');

  expect(problems(findings)).toContainEqual(
    expect.stringMatching(/^all, event bus, unknown: .*You need events:DescribeEventBus/),
  );
  expect(findings).toHaveLength(8 + 10);
  expect(code).toBe(1);
});

it('shows no secret, neither in what it prints nor in a log', async () => {
  const lines = (await readLogs(sample().clients)).map(({ message }) => message);
  const all = [...printed, ...lines].join('\n');

  expect(secrets).toHaveLength(10);
  expect(lines.filter((line) => line.includes('access checked')).length).toBeGreaterThanOrEqual(7);
  for (const secret of secrets) expect(all).not.toContain(secret);
});
