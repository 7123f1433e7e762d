import { ReceiveMessageCommand, SendMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { sqsQueues } from '../../../cli/aws/sqs-queue';

/** A queue with one message. It returns only the system attributes that it is asked for. */
function queueWith(message: Message) {
  const sent: SendMessageCommand['input'][] = [];
  const send = (command: unknown) => {
    if (command instanceof SendMessageCommand) sent.push(command.input);
    if (!(command instanceof ReceiveMessageCommand)) return Promise.resolve({ MessageId: 'copy' });
    const asked: readonly string[] = command.input.MessageSystemAttributeNames ?? [];
    const Attributes = Object.fromEntries(
      Object.entries(message.Attributes ?? {}).filter(([name]) => asked.includes(name)),
    );
    return Promise.resolve({ Messages: [{ ...message, Attributes }] });
  };
  return { queue: sqsQueues({ send } as unknown as SQSClient)('https://sqs.example.com/1/queue'), sent };
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const verifier = 'AROAIWPX5BD2BHG722MW4:a-verifier';
const deadLetter: Message = {
  MessageId: 'm-1',
  Body: 'a webhook',
  ReceiptHandle: 'r-1',
  Attributes: { SenderId: verifier, SentTimestamp: '1795600000000' },
};

async function sendBack(message: Message) {
  const { queue, sent } = queueWith(message);
  for (const received of await queue.receive(60)) await queue.send(received);
  return sent[0];
}

describe('a dead letter that is sent back', () => {
  it('keeps its body and attributes, and says who sent it first', async () => {
    const copy = await sendBack({ ...deadLetter, MessageAttributes: { Kind: text('any') } });

    expect(copy).toMatchObject({ MessageBody: 'a webhook' });
    expect(copy?.MessageAttributes).toEqual({ Kind: text('any'), FirstSenderId: text(verifier) });
  });

  it('keeps its first sender if it is sent back again', async () => {
    const copy = await sendBack({
      ...deadLetter,
      Attributes: { ...deadLetter.Attributes, SenderId: 'AROAOPERATOR000000009:somebody' },
      MessageAttributes: { FirstSenderId: text(verifier) },
    });

    expect(copy?.MessageAttributes).toEqual({ FirstSenderId: text(verifier) });
  });

  it('has no such attribute if SQS does not name its sender', async () => {
    expect((await sendBack({ ...deadLetter, Attributes: {} }))?.MessageAttributes).toEqual({});
  });
});

it('a message is sent in its group, if it has one', async () => {
  const { queue, sent } = queueWith(deadLetter);

  await queue.send({ body: 'page', attributes: {}, groupId: 'team' });
  await queue.send({ body: 'job', attributes: {} });

  expect(sent.map(({ MessageGroupId }) => MessageGroupId)).toEqual(['team', undefined]);
});
