import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { setImmediate } from 'node:timers/promises';
import { capturedOutput } from '../captured-output';
import { endpointDigest } from '../../../lambda/publish/deployed-endpoints';
import { fixture } from '../providers/iinked-sign/fixture';
import { startLoopbackAws } from './loopback-aws';
import { verifiedWebhook } from './verified-webhook';

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

const ownEnv = process.env;
const queueUrl = (name: string) => `https://sqs.eu-central-1.amazonaws.com/111111111111/${name}`;
const roleId = 'AROAIWPX5BD2BHG722MW4';
const publisherEnv = {
  INTAKE_QUEUE_URL: queueUrl('intake'),
  SPOOL_BUCKET: 'spool-bucket',
  ARCHIVE_BUCKET: 'archive-bucket',
  EVENT_BUS: 'signing',
  DEPLOYED_ENDPOINTS: `${endpointDigest('iinked-sign', 'iinked-sign')} ${roleId} archive`,
};
const lambdaEnv = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'canary-key',
  POWERTOOLS_SERVICE_NAME: 'signing',
  POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks',
};

/** Starts the function like Lambda: loads its modules again in that environment. */
function start(env: Readonly<Record<string, string>>): Handler {
  process.env = { ...lambdaEnv, ...env };
  let started: { readonly handler: Handler } | undefined;
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it once, in one environment
    started = require('../../../lambda/publish/handler') as { readonly handler: Handler };
  });
  return started!.handler;
}

const batch = (...bodies: readonly string[]) =>
  ({
    Records: bodies.map((body, index) => ({
      messageId: `m-${index}`,
      receiptHandle: `receipt-${index}`,
      body,
      attributes: { ApproximateReceiveCount: '1' },
    })),
  }) as SQSEvent;

const timeLeft = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds }) as Context;

afterEach(() => {
  process.env = ownEnv;
});

test('handles a batch with the real clients, and returns only the failed messages', async () => {
  const output = capturedOutput();
  const aws = await startLoopbackAws();
  const handler = start({ ...publisherEnv, AWS_ENDPOINT_URL: aws.url });

  const answer = await handler(
    batch('canary-body', JSON.stringify(verifiedWebhook(fixture('package-executed')))),
    timeLeft(60_000),
  );
  await aws.close();

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-0' }] });
  expect(aws.operations.map((operation) => operation.replace(/[0-9a-f]{64}/, '<event id>')).sort()).toEqual([
    'AWSEvents.PutEvents',
    'AmazonSQS.ChangeMessageVisibility',
    'AmazonSQS.SendMessage',
    'PUT /archive-bucket/webhooks/iinked-sign/24428e41-8b96-40cc-96e6-b74c7c539fcb/<event id>.json',
  ]);
  expect(output()).toContain('event published');
  expect(output()).toContain('intake-message-unreadable');
  expect(output()).toContain('"EventPublished":1');
  expect(output()).not.toContain('canary');
});

test('a hanging call fails only its own message, before the function times out', async () => {
  const output = capturedOutput();
  const aws = await startLoopbackAws('AWSEvents.PutEvents');
  const handler = start({ ...publisherEnv, AWS_ENDPOINT_URL: aws.url });

  const answer = await handler(
    batch(JSON.stringify(verifiedWebhook(fixture('document-signed')))),
    timeLeft(5_050),
  );

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-0' }] });
  expect(aws.operations).toContain('AmazonSQS.ChangeMessageVisibility');
  expect(output()).toContain('TimedOut');

  aws.release();
  while (!output().includes('event published')) await setImmediate();
  await aws.close();
});

test.each(Object.keys(publisherEnv))('refuses to start without %s, and names it', (name) => {
  expect(() => start({ ...publisherEnv, [name]: '' })).toThrow(name);
});
