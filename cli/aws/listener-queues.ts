import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListQueueTagsCommand,
  TagQueueCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { ListenerQueue, ListenerResources } from '../listen/listener-resources';
import { failing } from './aws-failure';

/** The tag with the time until which a listener listens, in milliseconds since the epoch. */
const untilTag = 'listens-until';

/** How long a queue keeps an event: they are read within seconds, and have names and e-mail addresses in them. */
const retentionSeconds = 300;

/** Makes and removes the queues of listeners. */
export function listenerQueues(
  sqs: SQSClient,
): Pick<ListenerResources, 'createQueue' | 'listensUntil' | 'renew' | 'deleteQueue'> {
  return {
    createQueue: (queue) => createQueue(sqs, queue),
    async listensUntil(name) {
      const QueueUrl = await queueUrl(sqs, name);
      if (QueueUrl === undefined) return undefined;
      const tagged = await sqs
        .send(new ListQueueTagsCommand({ QueueUrl }))
        .catch(unlessGone)
        .catch(failing(sqs, `read the tags of the queue ${name}`, 'sqs:ListQueueTags'));
      const until = Number(tagged?.Tags?.[untilTag]);
      return Number.isSafeInteger(until) && until > 0 ? until : undefined;
    },
    async renew(QueueUrl, listensUntil) {
      await sqs
        .send(new TagQueueCommand({ QueueUrl, Tags: { [untilTag]: String(listensUntil) } }))
        .catch(failing(sqs, `tag the queue ${QueueUrl}`, 'sqs:TagQueue'));
    },
    async deleteQueue(name) {
      const QueueUrl = await queueUrl(sqs, name);
      if (QueueUrl === undefined) return;
      await sqs
        .send(new DeleteQueueCommand({ QueueUrl }))
        .catch(unlessGone)
        .catch(failing(sqs, `delete the queue ${name}`, 'sqs:DeleteQueue'));
    },
  };
}

async function createQueue(sqs: SQSClient, queue: ListenerQueue): Promise<string> {
  const { QueueUrl = '' } = await sqs
    .send(
      new CreateQueueCommand({
        QueueName: queue.name,
        Attributes: queueAttributes(queue),
        tags: { [untilTag]: String(queue.listensUntil) },
      }),
    )
    .catch(failing(sqs, `make the queue ${queue.name}`, 'sqs:CreateQueue'));
  return QueueUrl;
}

async function queueUrl(sqs: SQSClient, QueueName: string): Promise<string | undefined> {
  const found = await sqs
    .send(new GetQueueUrlCommand({ QueueName }))
    .catch(unlessGone)
    .catch(failing(sqs, `find the queue ${QueueName}`, 'sqs:GetQueueUrl'));
  return found?.QueueUrl;
}

/** A queue that is gone is removed: another `listen` may have swept it. */
function unlessGone(error: unknown): undefined {
  if (error instanceof Error && /NonExistentQueue|QueueDoesNotExist/.test(error.name)) return undefined;
  throw error;
}

/** A queue that only the rule can send to, and that accepts only TLS. */
function queueAttributes({ name, ruleArn, encryptionKeyArn }: ListenerQueue): Record<string, string> {
  const Resource = queueArnFor(ruleArn, name);
  const fromRule = {
    Sid: 'FromRule',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource,
    Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  };
  const httpsOnly = {
    Sid: 'HttpsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 'sqs:*',
    Resource,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return {
    MessageRetentionPeriod: String(retentionSeconds),
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [fromRule, httpsOnly] }),
    ...(encryptionKeyArn === undefined
      ? { SqsManagedSseEnabled: 'true' }
      : { KmsMasterKeyId: encryptionKeyArn }),
  };
}

/** Returns the ARN of a queue in the account and region of a rule. */
export function queueArnFor(ruleArn: string, queueName: string): string {
  const [arn, partition, , region, account] = ruleArn.split(':');
  return [arn, partition, 'sqs', region, account, queueName].join(':');
}
