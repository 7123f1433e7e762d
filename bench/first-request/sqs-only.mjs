// The anchor: a handler that checks nothing and only sends the body to the queue.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const client = new SQSClient({ useQueueUrlAsEndpoint: false });

export async function handler({ body }) {
  await client.send(new SendMessageCommand({ QueueUrl: process.env.INTAKE_QUEUE_URL, MessageBody: body }));
  return { statusCode: 200 };
}
