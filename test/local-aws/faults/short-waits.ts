import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SendMessageRequest,
} from '@aws-sdk/client-sqs';
import type { AwsClients } from '../harness/emulator/aws-clients';
import type { WireAnswer } from './fault-answer';
import type { CallHandler } from './start-fault-layer';

/** What every wait of a message becomes, in seconds. */
const shortWait = 1;

/**
 * Lets messages that are put off come again after a second, as if the rest of their time had passed: the product waits
 * for 8 seconds to 15 minutes. What is done with root's rights here proves nothing about the functions' own: tests
 * without a fault layer do.
 */
export function withShortWaits({ sqs }: Pick<AwsClients, 'sqs'>): (forward: CallHandler) => CallHandler {
  return (forward) => async (call, request) => {
    const input = JSON.parse(call.service === 'sqs' ? request.body.toString() : '{}') as SqsInput;
    if (call.operation === 'SendMessage' && (input.DelaySeconds ?? 0) > shortWait) {
      const { MessageId } = await sqs.send(new SendMessageCommand(sooner(input)));
      // The client compares it with what it sent.
      const MD5OfMessageBody = createHash('md5')
        .update(input.MessageBody ?? '')
        .digest('hex');
      return jsonAnswer({ MessageId, MD5OfMessageBody });
    }
    const answer = await forward(call, request);
    if (call.operation === 'ChangeMessageVisibility' && answer.status === 200) {
      const { QueueUrl, ReceiptHandle } = input;
      const again = { QueueUrl, ReceiptHandle, VisibilityTimeout: shortWait };
      // Where it does not work the message has come again already.
      await sqs.send(new ChangeMessageVisibilityCommand(again)).catch(() => undefined);
    }
    return answer;
  };
}

type SqsInput = SendMessageRequest & { readonly ReceiptHandle: string };

function sooner({ QueueUrl, MessageBody, DelaySeconds = 0 }: SqsInput) {
  const aged = agedJob(MessageBody ?? '', DelaySeconds - shortWait);
  return { QueueUrl, MessageBody: aged, DelaySeconds: shortWait };
}

/** An archive job as it would be so many seconds later: the moments that it waits for, and waits since, are nearer. */
export function agedJob(text: string, seconds: number): string {
  const job = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const moments = ['notBefore', 'confirmedAt'].flatMap((name) => {
    const moment = job[name];
    return typeof moment === 'string' ? [[name, earlier(moment, seconds)] as const] : [];
  });
  return JSON.stringify({ ...job, ...Object.fromEntries(moments) });
}

/** An ISO moment, so many seconds before. */
export function earlier(moment: string, seconds: number): string {
  return new Date(Date.parse(moment) - seconds * 1_000).toISOString();
}

function jsonAnswer(value: object): WireAnswer {
  return {
    status: 200,
    headers: ['content-type', 'application/x-amz-json-1.0'],
    body: Buffer.from(JSON.stringify(value)),
  };
}
