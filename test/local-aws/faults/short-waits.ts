import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SendMessageRequest,
} from '@aws-sdk/client-sqs';
import { defined } from '../../../lambda/kit/defined';
import type { AwsClients } from '../harness/emulator/aws-clients';
import type { WireAnswer } from './fault-answer';
import type { CallHandler } from './start-fault-layer';

/** The delay of every delayed message. */
const shortDelaySeconds = 1;

/**
 * Makes delayed messages come again after a second, as if their delay had passed. The product delays them by 8 seconds to
 * 15 minutes. It makes the calls as root, so they prove nothing about the functions' permissions. Tests without a fault
 * layer prove those.
 */
export function withShortWaits({ sqs }: Pick<AwsClients, 'sqs'>): (forward: CallHandler) => CallHandler {
  return (forward) => async (call, request) => {
    const input = JSON.parse(call.service === 'sqs' ? request.body.toString() : '{}') as SqsInput;
    if (call.operation === 'SendMessage' && (input.DelaySeconds ?? 0) > shortDelaySeconds) {
      const { MessageId } = await sqs.send(new SendMessageCommand(sooner(input)));
      // The client compares the digest with the message that it sent.
      const MD5OfMessageBody = createHash('md5')
        .update(input.MessageBody ?? '')
        .digest('hex');
      return jsonAnswer({ MessageId, MD5OfMessageBody });
    }
    const answer = await forward(call, request);
    if (call.operation === 'ChangeMessageVisibility' && answer.status === 200) {
      const { QueueUrl, ReceiptHandle } = input;
      const change = { QueueUrl, ReceiptHandle, VisibilityTimeout: shortDelaySeconds };
      // It fails if the message has become visible already.
      await sqs.send(new ChangeMessageVisibilityCommand(change)).catch(() => undefined);
    }
    return answer;
  };
}

type SqsInput = SendMessageRequest & { readonly ReceiptHandle: string };

function sooner({ QueueUrl, MessageBody, DelaySeconds = 0, MessageGroupId }: SqsInput) {
  const aged = agedJob(MessageBody ?? '', DelaySeconds - shortDelaySeconds);
  return defined({ QueueUrl, MessageBody: aged, DelaySeconds: shortDelaySeconds, MessageGroupId });
}

/** Moves the moments of an archive job back, as if so many seconds had passed. */
export function agedJob(text: string, seconds: number): string {
  const job = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const moments = ['notBefore', 'confirmedAt'].flatMap((name) => {
    const moment = job[name];
    return typeof moment === 'string' ? [[name, earlier(moment, seconds)] as const] : [];
  });
  const damaged = (job['damaged'] as readonly { readonly dueAt: string }[] | undefined)?.map((file) => ({
    ...file,
    dueAt: earlier(file.dueAt, seconds),
  }));
  return JSON.stringify({ ...job, ...Object.fromEntries(moments), damaged });
}

/** Subtracts seconds from an ISO moment. */
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
