import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { setImmediate } from 'node:timers/promises';
import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { capturedOutput } from '../captured-output';
import { startLoopbackAws } from '../publish/loopback-aws';
import { archiveJob } from './archiver-world';
import { temporaryFolder } from './temporary-folder';

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

const ownEnv = process.env;
const queueUrl = (name: string) => `https://sqs.eu-central-1.amazonaws.com/111111111111/${name}`;
const lambdaEnv = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'canary-key',
  POWERTOOLS_SERVICE_NAME: 'signing',
  POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks',
};

function archiveEnv(apiUrl: string) {
  return {
    ARCHIVE_BUCKET: 'archive-bucket',
    CLAIMS_BUCKET: 'claims-bucket',
    EVENT_BUS: 'signing',
    SECRET_GRACE_SECONDS: '86400',
    PROVIDER: 'iinked-sign',
    ENDPOINT: 'contracts',
    ARCHIVE_QUEUE_URL: queueUrl('archive-contracts'),
    ARCHIVE_DEAD_LETTER_QUEUE_URL: queueUrl('archive-contracts-dead'),
    API_KEY_SECRET_ID: 'api-key',
    API_OPTIONS: JSON.stringify({ apiUrl }),
  };
}

/** Starts the function as Lambda does: loads its modules anew, in the given environment. */
function start(env: Readonly<Record<string, string>>): Handler {
  process.env = { ...lambdaEnv, TMPDIR: temporaryFolder(), ...env };
  let loaded: { readonly handler: Handler } | undefined;
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it once, in one environment
    loaded = require('../../../lambda/archive/handler') as { readonly handler: Handler };
  });
  return loaded!.handler;
}

const batch = (body: string) =>
  ({
    Records: [
      {
        messageId: 'm-0',
        receiptHandle: 'receipt-0',
        body,
        attributes: { ApproximateReceiveCount: '1' },
        eventSourceARN: 'arn:aws:sqs:eu-central-1:111111111111:archive-contracts',
      },
    ],
  }) as SQSEvent;

const timeLeft = (ms: number) => ({ getRemainingTimeInMillis: () => ms }) as Context;

let simulator: IinkedSignSimulator;

beforeAll(async () => {
  simulator = await startIinkedSignSimulator({ apiKey: 'canary-api-key' });
});

afterEach(() => {
  jest.useRealTimers();
  process.env = ownEnv;
});

afterAll(() => simulator.close());

const secretAnswer = {
  'secretsmanager.GetSecretValue': () => ({ SecretString: 'canary-api-key', CreatedDate: 1_700_000_000 }),
};

test('handles a job with the real clients: reads the API key, asks the provider, queues the job again', async () => {
  const output = capturedOutput();
  const { packageId } = await simulator.addPackage();
  const aws = await startLoopbackAws(undefined, secretAnswer);
  const handler = start({ ...archiveEnv(simulator.apiUrl), AWS_ENDPOINT_URL: aws.url });
  const job = archiveJob(packageId, { firstSeenAt: new Date().toISOString() });

  const answer = await handler(batch(JSON.stringify(job)), timeLeft(900_000));
  await aws.close();

  expect(answer).toEqual({ batchItemFailures: [] });
  const claim = `/claims-bucket/contracts/${packageId}.json`;
  expect(aws.operations).toEqual([
    'secretsmanager.GetSecretValue',
    `GET ${claim}`,
    `PUT ${claim}`,
    'AmazonSQS.SendMessage',
  ]);
  expect(output()).toContain('not-complete');
  expect(output()).toContain('"ArchiveWaiting":1');
  expect(output()).not.toContain('canary');
});

test('counts a call that the provider accepts only with the previous key, and logs no key', async () => {
  const output = capturedOutput();
  const { packageId } = await simulator.addPackage();
  const aws = await startLoopbackAws(undefined, {
    'secretsmanager.GetSecretValue': (asked) => ({
      SecretString: JSON.stringify(asked).includes('AWSPREVIOUS') ? 'canary-api-key' : 'canary-new-key',
      CreatedDate: Date.now() / 1_000,
    }),
  });
  const handler = start({ ...archiveEnv(simulator.apiUrl), AWS_ENDPOINT_URL: aws.url });

  await handler(batch(JSON.stringify(archiveJob(packageId))), timeLeft(900_000));
  await aws.close();

  const counted = output()
    .split('\n')
    .filter((line) => line.includes('"PreviousApiKeyUsed":1'));
  expect(counted).toHaveLength(1);
  expect(JSON.parse(counted[0]!)).toMatchObject({ endpoint: 'contracts' });
  expect(output()).toContain('not-complete');
  expect(output()).not.toContain('canary');
});

test('postpones a message that is not a job for a short time', async () => {
  const output = capturedOutput();
  const aws = await startLoopbackAws();
  const handler = start({ ...archiveEnv(simulator.apiUrl), AWS_ENDPOINT_URL: aws.url });

  const answer = await handler(batch('canary-body'), timeLeft(900_000));
  await aws.close();

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-0' }] });
  expect(aws.operations).toEqual(['AmazonSQS.ChangeMessageVisibility']);
  expect(output()).toContain('archive-job-unreadable');
  expect(output()).not.toContain('canary');
});

test('fails the message of a call that hangs, before the function is killed', async () => {
  const output = capturedOutput();
  const { packageId } = await simulator.addPackage();
  const aws = await startLoopbackAws('AmazonSQS.SendMessage', secretAnswer);
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  const handler = start({ ...archiveEnv(simulator.apiUrl), AWS_ENDPOINT_URL: aws.url });

  const answering = handler(batch(JSON.stringify(archiveJob(packageId))), timeLeft(10_500));
  while (aws.operations.at(-1) !== 'AmazonSQS.SendMessage') await setImmediate();
  jest.advanceTimersByTime(500);
  const answer = await answering;

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-0' }] });
  expect(aws.operations.at(-1)).toBe('AmazonSQS.ChangeMessageVisibility');
  expect(output()).toContain('TimedOut');

  aws.release();
  while (!output().includes('archiving has to wait')) await setImmediate();
  await aws.close();
});

test.each(Object.keys(archiveEnv('')))('does not start without %s, and names it', (name) => {
  const env = Object.entries(archiveEnv(simulator.apiUrl)).filter(([one]) => one !== name);

  expect(() => start(Object.fromEntries(env))).toThrow(name);
});

test('does not start with an API address that is not safe', () => {
  expect(() => start(archiveEnv('http://sign.example.com/api/v1'))).toThrow();
});
