import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import type { handler as verifyHandler } from '../../lambda/verify/handler';
import type { handler as publishHandler } from '../../lambda/publish/handler';
import type { HttpEvent } from '../../lambda/verify/received-request';
import type { ProviderId } from '../../lambda/contracts/ids';
import { endpointDigest } from '../../lambda/publish/deployed-endpoints';
import { subjects } from '../../test/conformance/subjects';

/** Webhooks that come in a row. */
export interface Workload {
  readonly provider: ProviderId;
  readonly webhooks: number;
  /** The number of webhooks in a run of the publisher. */
  readonly batch: number;
  /** The environment variable `COUNTED_METRICS`; all metrics by default. */
  readonly countedMetrics?: string | undefined;
}

/** What the functions of one endpoint do for some webhooks that come in a row. */
export interface CountedCalls {
  /** The calls to AWS, by the name of the SDK's command. Those for the secret come with the first webhook only. */
  readonly calls: Readonly<Record<string, number>>;
  readonly webhooks: number;
  /** The runs of the publisher. */
  readonly publishRuns: number;
  /** The bytes that the verifier and the publisher write into their logs. */
  readonly logBytes: number;
  /** The metrics that they write: the name, and whether it is that of an endpoint or of all together. */
  readonly metrics: readonly string[];
}

const secret = 'a-webhook-secret-of-some-length';
const roleId = 'AROAEXAMPLEEXAMPLE001';

const environment = ({ provider, countedMetrics }: Workload) => ({
  // Empty counts as all.
  COUNTED_METRICS: countedMetrics ?? '',
  AWS_REGION: 'us-east-1',
  POWERTOOLS_SERVICE_NAME: 'EsignWebhooks-Signing',
  POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks',
  PROVIDER: provider,
  ENDPOINT: provider,
  INTAKE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/intake',
  SPOOL_BUCKET: 'spool',
  ARCHIVE_BUCKET: 'archive',
  EVENT_BUS: 'bus',
  DEPLOYED_ENDPOINTS: `${endpointDigest(provider, provider)} ${roleId}`,
  SECRET_ID: 'webhook-secret',
  SECRET_GRACE_SECONDS: '86400',
  THROTTLE_RATE_PER_SECOND: '100',
  THROTTLE_BURST: '200',
  PROVIDER_OPTIONS: JSON.stringify(subjects[provider].proof.options),
});

/** The clients of AWS, as far as a webhook needs them. They answer in this process and count. */
function countingAws() {
  const [bus, s3, secrets, queue] = [
    mockClient(EventBridgeClient),
    mockClient(S3Client),
    mockClient(SecretsManagerClient),
    mockClient(SQSClient),
  ];
  secrets.on(GetSecretValueCommand).resolves({ SecretString: secret, CreatedDate: new Date(0) });
  queue.on(SendMessageCommand).resolves({});
  s3.on(PutObjectCommand).resolves({});
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'id' }] });
  const names = () =>
    [bus, s3, secrets, queue].flatMap((client) =>
      client
        .calls()
        .map(({ args: [command] }) => (command as object).constructor.name.replace('Command', '')),
    );
  const messages = () =>
    queue.commandCalls(SendMessageCommand).map(({ args }) => args[0].input.MessageBody ?? '');
  return { names, messages };
}

/**
 * Counts what the product's own functions do: the verifier of an endpoint, and the publisher. Nothing leaves the process. The functions must not have been loaded before: they read their environment once.
 */
export async function countCalls(workload: Workload): Promise<CountedCalls> {
  const { provider, webhooks, batch } = workload;
  Object.assign(process.env, environment(workload));
  const aws = countingAws();
  const log = captureOutput();
  try {
    const { verify, publish } = loadFunctions();
    for (let n = 0; n < webhooks; n++) await verify(requestOf(provider, n));
    const messages = aws.messages();
    for (let start = 0; start < webhooks; start += batch) {
      const { batchItemFailures } = await publish(batchOf(messages.slice(start, start + batch)), context);
      if (batchItemFailures.length > 0) throw new Error('the publisher refused a webhook');
    }
  } finally {
    log.stop();
  }
  const calls: Record<string, number> = {};
  for (const name of aws.names()) calls[name] = (calls[name] ?? 0) + 1;
  return { calls, webhooks, publishRuns: Math.ceil(webhooks / batch), ...readLog(log.text()) };
}

/* eslint-disable @typescript-eslint/no-require-imports -- import() would need an extension, which only some tools know */
const loadFunctions = () => ({
  verify: (require('../../lambda/verify/handler') as { readonly handler: typeof verifyHandler }).handler,
  publish: (require('../../lambda/publish/handler') as { readonly handler: typeof publishHandler }).handler,
});
/* eslint-enable @typescript-eslint/no-require-imports */

/** A genuine request with the first event of the provider's conformance subject; `n` makes its bytes differ. */
function requestOf(provider: ProviderId, n: number): HttpEvent {
  const { proof, events } = subjects[provider];
  const body = Buffer.from(JSON.stringify({ ...events.rows[0]?.body, n }));
  const { headers, urlToken } = proof.sign(secret, body);
  return {
    headers,
    body: body.toString(),
    isBase64Encoded: false,
    requestContext: { requestId: 'JKJaXmPLvHcESHA=' },
    ...(urlToken !== undefined && { pathParameters: { token: urlToken } }),
  };
}

function batchOf(bodies: readonly string[]): SQSEvent {
  const Records = bodies.map((body, n) => ({
    body,
    messageId: String(n),
    receiptHandle: 'receipt',
    attributes: { SenderId: `${roleId}:verifier`, ApproximateReceiveCount: '1' },
    messageAttributes: {},
  }));
  return { Records } as unknown as SQSEvent;
}

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;

function captureOutput() {
  const lines: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text) => lines.push(String(text)) > 0;
  return { text: () => lines.join(''), stop: () => void (process.stdout.write = write) };
}

/** A line of the log that has metrics (EMF). */
interface MetricLine {
  readonly _aws?: {
    readonly CloudWatchMetrics: readonly {
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

function readLog(text: string): Pick<CountedCalls, 'logBytes' | 'metrics'> {
  const lines = text.split('\n').filter(Boolean);
  const metrics = lines.flatMap((line) =>
    ((JSON.parse(line) as MetricLine)._aws?.CloudWatchMetrics ?? []).flatMap(({ Dimensions, Metrics }) =>
      Metrics.flatMap(({ Name }) =>
        Dimensions.map((names) => `${Name} of ${names.includes('endpoint') ? 'an endpoint' : 'all'}`),
      ),
    ),
  );
  return { logBytes: Buffer.byteLength(text), metrics: [...new Set(metrics)].sort() };
}
