// An anchor: a function that checks nothing, and only sends the body to the queue.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const client = new SQSClient({ useQueueUrlAsEndpoint: false });

/** Answers a webhook. */
export async function handler({ body }: { readonly body: string }) {
  await client.send(new SendMessageCommand({ QueueUrl: process.env.INTAKE_QUEUE_URL, MessageBody: body }));
  return { statusCode: 200 };
}
