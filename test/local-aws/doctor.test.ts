import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { PutFunctionConcurrencyCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import type { Finding } from '../../cli/doctor/finding';
import { untilArchived } from './harness/observe/envelope-events';
import { untilIdle } from './harness/observe/queues';
import { everyProvider, signEnvelope } from './harness/sample/every-provider';
import { operatorUser } from './harness/sample/operator-user';
import { runCli } from './harness/sample/run-cli';
import { putSecret, readSecret } from './harness/sample/sample-stack';
import { useSample } from './harness/sample/use-sample';
import { runPasses } from './harness/send/start-pass';
import type { Emulator } from './harness/emulator/emulator';

const endpoints = everyProvider.map(({ endpoint }) => endpoint);
const sample = useSample({ endpoints: everyProvider, lambdaQuota: 100 });

const printed: string[] = [];

/** The permissions of docs/commands.md. */
const documented = (stackName: string) => ({
  [`arn:aws:cloudformation:*:*:stack/${stackName}/*`]: ['cloudformation:DescribeStacks'],
  'arn:aws:secretsmanager:*:*:secret:*': [
    'secretsmanager:ListSecretVersionIds',
    'secretsmanager:GetSecretValue',
  ],
  'arn:aws:sqs:*:*:*': ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
  'arn:aws:logs:*:*:log-group:*': ['logs:FilterLogEvents'],
  [`arn:aws:s3:::${sample().stack.spoolBucket}`]: ['s3:ListBucket'],
  'arn:aws:events:*:*:event-bus/*': ['events:DescribeEventBus'],
  'arn:aws:lambda:*:*:event-source-mapping:*': ['lambda:GetEventSourceMapping'],
  'arn:aws:lambda:*:*:function:*': ['lambda:GetFunctionConcurrency'],
  'arn:aws:cloudwatch:*:*:alarm:*': ['cloudwatch:DescribeAlarms'],
  '*': ['lambda:GetAccountSettings'],
});

/** The emulator takes three calls for others, or for calls about all resources. AWS does not. */
const forTheEmulator = {
  'arn:aws:lambda:*:*:event-source-mapping:*': ['lambda:ListEventSourceMappings'],
  'arn:aws:lambda:*:*:function:*': ['lambda:PutFunctionConcurrency'],
  '*': ['cloudwatch:DescribeAlarms'],
};

/** Runs the command as that user, and returns the exit code and the findings. */
async function doctor(operator: Emulator, ...more: readonly string[]) {
  const NODE_OPTIONS = `--require ${join(__dirname, 'harness/sample/resolve-localhost.cjs')}`;
  const user = { ...operator, clientEnv: { ...operator.clientEnv, NODE_OPTIONS } };
  const args = ['doctor', '--stack', sample().stack.name, '--json', '--for', '30', ...more];
  const { code, stdout, stderr } = await runCli(user, ...args);
  printed.push(stdout, stderr);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
  return { code, findings };
}

/** The findings that are not ✓ or –, in short. */
const problems = (findings: readonly Finding[]) =>
  findings
    .filter(({ state }) => state === 'failed' || state === 'unknown')
    .map(({ endpoint = 'all', check, state, text }) => `${endpoint} ${check} ${state}: ${text}`);

let operator: Emulator;

beforeAll(async () => {
  operator = await operatorUser(sample(), 'doctor', documented(sample().stack.name));
});

it('finds nothing wrong at four healthy endpoints, with no more than its documented permissions', async () => {
  const { clients, stack } = sample();
  for (const endpoint of endpoints) {
    const { envelope } = await signEnvelope(sample(), endpoint);
    await untilArchived(sample(), envelope.id, 60);
  }
  await untilIdle(clients, stack, { seconds: 60 });
  await runPasses(sample(), 'full', endpoints);

  const { code, findings } = await doctor(operator);

  expect(problems(findings)).toEqual([]);
  expect(code).toBe(0);
  const applicable = findings.filter(({ state }) => state === 'ok').map(({ check }) => check);
  expect(new Set(applicable).size).toBe(18);
});

it('sends nothing that archives, counts or fails', async () => {
  const { clients, stack } = sample();
  await untilIdle(clients, stack, { seconds: 60 });
  const { findings } = await doctor(operator, '--endpoint', 'documenso');
  expect(problems(findings)).toEqual([]);
});
