import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import type { Pass, StartPasses } from '../../../../lambda/contracts/reconcile-message';
import { untilIdle } from '../observe/queues';
import type { RunningSample } from '../sample/launch-sample';

type Sample = Pick<RunningSample, 'clients' | 'stack'>;

/** Makes endpoints ones that have been reconciled since that time: what completed before is history. */
export async function reconcileSince({ clients, stack }: Sample, endpoints: readonly string[], since: Date) {
  for (const endpoint of endpoints) {
    await clients.s3.send(
      new PutObjectCommand({
        Bucket: stack.archiveBucket,
        Key: `reconciliation/${endpoint}/since.json`,
        Body: JSON.stringify({ version: 1, since: since.toISOString() }),
      }),
    );
  }
}

/** Sends what a schedule sends. */
export async function startPasses(
  { clients, stack }: Sample,
  kind: StartPasses['startPasses'],
  endpoints: readonly string[],
): Promise<void> {
  const message: StartPasses = {
    version: 1,
    startPasses: kind,
    everySeconds: 86_400,
    archiveQueues: Object.fromEntries(
      endpoints.map((endpoint) => [endpoint, archiveQueueName(stack, endpoint)]),
    ),
  };
  await clients.sqs.send(
    new SendMessageCommand({ QueueUrl: stack.reconcileQueue(), MessageBody: JSON.stringify(message) }),
  );
}

/** Sends what the command `reconcile` sends: an import of everything since the year 2020. */
export async function startImport(
  { clients, stack }: Sample,
  endpoint: string,
  { dryRun }: Pick<Pass, 'dryRun'> = {},
): Promise<void> {
  const now = Date.now();
  const pass: Pass = {
    id: `import-${randomUUID()}`,
    kind: 'import',
    endpoint,
    archiveQueue: archiveQueueName(stack, endpoint),
    startedAt: new Date(now).toISOString(),
    endsAt: new Date(now + 86_400_000).toISOString(),
    since: '2020-01-01T00:00:00.000Z',
    ...(dryRun && { dryRun }),
  };
  const MessageBody = JSON.stringify({ version: 1, pass });
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: stack.reconcileQueue(), MessageBody }));
}

function archiveQueueName(stack: Sample['stack'], endpoint: string): string {
  return /[^/]+$/.exec(stack.operatorOutput(endpoint).archiveQueueUrl ?? '')?.[0] ?? '';
}

/** Starts a pass over each endpoint, and waits until they have ended, and what they ordered too. */
export async function runPasses(
  sample: Sample,
  kind: StartPasses['startPasses'],
  endpoints: readonly string[],
): Promise<void> {
  const { clients, stack } = sample;
  await startPasses(sample, kind, endpoints);
  await untilIdle(clients, stack, { seconds: 60 });
}
