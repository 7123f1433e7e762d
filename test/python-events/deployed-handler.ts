import { App, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EsignWebhooks } from '../../lib';
import { bootstrap, deployAssembly } from '../local-aws/harness/deploy/deploy-assembly';
import { awsClients } from '../local-aws/harness/emulator/aws-clients';
import { startEmulator } from '../local-aws/harness/emulator/emulator';
import { readLogs } from '../local-aws/harness/observe/stack-logs';
import { waitFor } from '../local-aws/harness/observe/wait-for';

const stackName = 'PythonConsumer';
const busName = 'signing';

/** What the function needs of the consumer's installed packages. */
const packages = [
  'annotated_types',
  'cdk_esign_webhooks_events',
  'pydantic',
  'pydantic_core',
  'typing_extensions.py',
  'typing_inspection',
];

/** The detail of an event of the endpoint that the rule is for. */
export interface PublishedDetail {
  readonly type: string;
  readonly provider: string;
}

/**
 * Deploys a handler in Python behind a queue and a rule of the construct, and publishes the events on the bus. It waits for a
 * line of the function for each event, and returns the lines. The emulator runs functions on the Python of its own tools.
 */
export async function printedByHandler(options: {
  readonly handler: string;
  readonly sitePackages: string;
  readonly folder: string;
  readonly endpoint: string;
  readonly details: readonly PublishedDetail[];
}): Promise<readonly string[]> {
  const assembly = synthesize({ ...options, code: functionCode(options) });
  const emulator = await startEmulator();
  const clients = awsClients(emulator);
  try {
    await bootstrap(emulator);
    await deployAssembly({ emulator, clients, assembly, stackName });
    const Entries = options.details.map((detail) => ({
      EventBusName: busName,
      Source: `esign.${detail.provider}`,
      DetailType: detail.type,
      Detail: JSON.stringify(detail),
    }));
    await clients.events.send(new PutEventsCommand({ Entries }));
    return await waitFor(
      async () => {
        const lines = (await readLogs(clients)).map(({ message }) => message.trim()).filter(isPrinted);
        return lines.length >= Entries.length && lines;
      },
      { what: 'the function to print a line for each event', seconds: 60 },
    );
  } finally {
    clients.destroy();
    await emulator.stop();
  }
}

const isPrinted = (line: string) => !/^(START|END|REPORT|INIT_START) /.test(line);

function functionCode({
  handler,
  sitePackages,
  folder,
}: Readonly<Record<'handler' | 'sitePackages' | 'folder', string>>): string {
  const code = join(folder, 'function');
  for (const name of packages) {
    if (existsSync(join(sitePackages, name)))
      cpSync(join(sitePackages, name), join(code, name), { recursive: true });
  }
  writeFileSync(join(code, 'index.py'), handler);
  return code;
}

function synthesize({
  code,
  folder,
  endpoint,
}: Readonly<Record<'code' | 'folder' | 'endpoint', string>>): string {
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, stackName, { env: { account: '000000000000', region: 'eu-central-1' } });
  const eventBus = new events.EventBus(stack, 'Bus', { eventBusName: busName });
  const signing = EsignWebhooks.fromAttributes(stack, 'Signing', {
    eventBus,
    archiveBucket: s3.Bucket.fromBucketName(stack, 'Archive', 'archive'),
    endpoints: [endpoint],
    serviceName: 'Signing',
  });
  const queue = new sqs.Queue(stack, 'Queue', { visibilityTimeout: Duration.minutes(3) });
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.PYTHON_3_13,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(code),
    timeout: Duration.seconds(30),
  });
  handler.addEventSource(new SqsEventSource(queue));
  signing.onSigningEvent('Handle', { target: new targets.SqsQueue(queue) });
  return app.synth().directory;
}
