import { randomUUID } from 'node:crypto';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { firstSenderAttribute } from '../../lambda/contracts/intake-message';
import { spoolKey } from '../../lambda/contracts/object-keys';
import { verifiedWebhookSchema, type VerifiedWebhook } from '../../lambda/contracts/verified-webhook';
import { sha256Hex } from '../../lambda/kit/hash';
import { reportHarnessChange } from './harness/change/harness-change';
import { eventsAbout } from './harness/observe/envelope-events';
import { receiveAndDelete } from './harness/observe/event-tap';
import { setMaxReceiveCount, untilIdle } from './harness/observe/queues';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const sample = useSample({
  endpoints: [
    { provider: 'documenso', endpoint: 'documenso' },
    { provider: 'kingsign', endpoint: 'kingsign' },
  ],
});

/** A webhook of Kingsign's endpoint, as its verifier stores it. */
function kingsignWebhook(envelopeId: string): VerifiedWebhook {
  const body = JSON.stringify({ type: 'document.archived', document: { _id: envelopeId } });
  return verifiedWebhookSchema.parse({
    version: 1,
    deliveryId: randomUUID(),
    provider: 'kingsign',
    endpoint: 'kingsign',
    authenticity: 'url-token',
    receivedAt: '2026-11-27T10:00:00Z',
    request: { headers: {}, body, bodyEncoding: 'utf8', sha256: sha256Hex(body) },
  });
}

/** The sender as AWS names a verifier: its role's unique id and the function's name. */
async function senderOf(endpoint: 'Documenso' | 'Kingsign'): Promise<string> {
  const { clients, stack } = sample();
  const RoleName = stack.find('AWS::IAM::Role', `${endpoint}Endpoint`, 'Verifier');
  const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName }));
  return `${Role?.RoleId}:${stack.find('AWS::Lambda::Function', `${endpoint}Endpoint`, 'Verifier')}`;
}

/** Invokes the publisher as SQS does on AWS. The local AWS gives the account's id as the sender of each message. */
async function invokePublisher(webhook: VerifiedWebhook, SenderId: string): Promise<unknown> {
  const { clients, stack } = sample();
  const record = {
    messageId: randomUUID(),
    receiptHandle: 'none',
    body: JSON.stringify(webhook),
    attributes: { ApproximateReceiveCount: '1', SenderId },
    messageAttributes: {},
  };
  const FunctionName = stack.find('AWS::Lambda::Function', 'Publisher');
  const { Payload } = await clients.lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify({ Records: [record] }) }),
  );
  const { batchItemFailures } = JSON.parse(Buffer.from(Payload!).toString()) as {
    batchItemFailures: readonly { itemIdentifier: string }[];
  };
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier === record.messageId);
}

const intakeQueue = (dead: boolean) =>
  sample().stack.queueUrls.find((url) => url.includes('Intake') && url.includes('DeadLetter') === dead)!;

async function eventsOf(envelopeId: string) {
  return eventsAbout(await sample().tap.read(), envelopeId);
}

describe("the role of one endpoint's verifier", () => {
  it("publishes its own endpoint's webhooks, and none of another endpoint", async () => {
    const [own, forged] = ['64a1b2c3d4e5f67890120001', '64a1b2c3d4e5f67890120002'] as const;

    expect(await invokePublisher(kingsignWebhook(own), await senderOf('Kingsign'))).toEqual([]);
    expect(await invokePublisher(kingsignWebhook(forged), await senderOf('Documenso'))).toEqual([true]);

    await sample().tap.until((events) => eventsAbout(events, own).length === 1, {
      what: 'the event of the own webhook',
      seconds: 30,
    });
    expect(await eventsOf(forged)).toEqual([]);
  });

  it('makes dead letters of what it sends or spools for another endpoint, also after a redrive', async () => {
    const { clients, stack } = sample();
    const [sent, spooled] = ['64a1b2c3d4e5f67890120003', '64a1b2c3d4e5f67890120004'] as const;
    reportHarnessChange('maxReceiveCount 2 on the intake queue');
    await setMaxReceiveCount(clients, intakeQueue(false), 2);

    await clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: intakeQueue(false),
        MessageBody: JSON.stringify(kingsignWebhook(sent)),
        MessageAttributes: {
          [firstSenderAttribute]: { DataType: 'String', StringValue: await senderOf('Documenso') },
        },
      }),
    );
    await clients.s3.send(
      new PutObjectCommand({
        Bucket: stack.spoolBucket,
        Key: spoolKey('documenso', randomUUID()),
        Body: JSON.stringify(kingsignWebhook(spooled)),
      }),
    );

    const dead: string[] = [];
    const allDead = async () => {
      dead.push(...(await receiveAndDelete(clients, intakeQueue(true))));
      return dead.length >= 2;
    };
    await waitFor(allDead, { what: 'both among the dead letters', seconds: 120 });
    await untilIdle(clients, stack);
    expect(
      dead.filter(
        (text) => text.includes(sent) || text.includes('documenso%2F') || text.includes('documenso/'),
      ),
    ).toHaveLength(2);
    expect([...(await eventsOf(sent)), ...(await eventsOf(spooled))]).toEqual([]);
  });
});
