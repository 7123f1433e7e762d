import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { faultOf } from '../simulators/kit/faults';
import { signature } from '../simulators/iinked-sign/signed-delivery';
import { untilArchived } from './harness/observe/envelope-events';
import { findLeaks, type Place } from './harness/observe/find-leaks';
import { listKeys } from './harness/observe/archive-bucket';
import { untilIdle } from './harness/observe/queues';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

/** Canaries that must be nowhere. */
let secrets: Record<string, string>;
/** Canaries that may only be in the records, which are the evidence. */
let evidence: Record<string, string>;

const everywhere: readonly Place[] = ['logs', 'events', 'objects', 'queues', 'configuration'];

// Successes and failures of every kind, with canaries in everything that is sent.
beforeAll(async () => {
  const { simulator, deliver, registered, clients, stack } = sample();
  const signed = await simulator.addPackage({ generateSignerLinks: true });
  simulator.complete(signed.packageId);
  const webhooks = simulator
    .webhooksOf(signed.packageId)
    .map((webhook) => ({ ...webhook, note: 'canary-of-the-body' }));
  const answer = await fetch(`${simulator.apiUrl}/packages/${signed.packageId}/status`, {
    headers: { api_key: simulator.apiKey },
  });
  const links = [...(await answer.text()).matchAll(/"(https?:[^"]+)"/g)].map(([, link]) => link!);
  expect(links.length).toBeGreaterThan(0);

  simulator.faults.set('status', { ...faultOf.unauthorized, body: 'canary-of-an-answer' }, { times: 1 });
  simulator.faults.set('executed', { ...faultOf.html, body: '<html>canary-of-an-answer' }, { times: 1 });
  for (const webhook of webhooks) await deliver(endpoint, webhook);
  await deliver(endpoint, webhooks[0]!);
  await deliver(endpoint, webhooks[0]!, { secret: 'canary-of-a-guess' });
  await deliver(endpoint, 'not JSON, but canary-of-the-body');
  await deliver(endpoint, `{"action":"package_executed","packageId":"../canary-of-the-body"}`);
  const Payload = Buffer.from(JSON.stringify({ headers: 'canary-of-the-body', body: 17 }));
  await clients.lambda.send(
    new InvokeCommand({ FunctionName: stack.find('AWS::Lambda::Function', 'Verif'), Payload }),
  );
  await untilArchived(sample(), signed.packageId, 60);
  await untilIdle(clients, stack);

  const url = registered(endpoint).url;
  secrets = {
    'the webhook secret': registered(endpoint).secret,
    'the API key': simulator.apiKey,
    'an answer of the API': 'canary-of-an-answer',
    ...Object.fromEntries(links.map((link, index) => [`bearer link ${index}`, link])),
  };
  evidence = {
    'a body': 'canary-of-the-body',
    'a signature': signature(url, JSON.stringify(webhooks[0]), registered(endpoint).secret, 'sha256'),
    'a refused signature': signature(url, JSON.stringify(webhooks[0]), 'canary-of-a-guess', 'sha256'),
  };
});

it('no secret, key, answer of the API or bearer link is anywhere', async () => {
  expect(await findLeaks(sample(), secrets, everywhere)).toEqual([]);
});

it('no body and no signature is outside of the records', async () => {
  expect(
    await findLeaks(
      sample(),
      evidence,
      everywhere.filter((place) => place !== 'objects'),
    ),
  ).toEqual([]);
  const inObjects = await findLeaks(sample(), evidence, ['objects']);
  expect(inObjects.filter((leak) => !leak.startsWith('objects webhooks/'))).toEqual([]);
  expect(inObjects.filter((leak) => leak.endsWith(': a signature'))).toHaveLength(1);
  expect(inObjects.filter((leak) => leak.endsWith(': a refused signature'))).toEqual([]);
});

it('the search finds a leak in each of these places', async () => {
  const { clients, stack, tap } = sample();
  const canary = 'planted: a secret? & "quoted"';
  const logGroupName = stack.find('AWS::Logs::LogGroup', 'Publisher');
  const [Bucket, QueueUrl] = [
    stack.archiveBucket,
    stack.queueUrls.find((url) => url.includes('DeadLetter'))!,
  ];
  const envelope = (text: string) => Buffer.from(`{"body":"${Buffer.from(text).toString('base64')}"}`);

  await clients.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'planted' }));
  const logEvents = [{ timestamp: Date.now(), message: JSON.stringify({ url: encodeURIComponent(canary) }) }];
  await clients.logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'planted', logEvents }));
  const Entries = [
    {
      EventBusName: stack.eventBus,
      Source: 'esign.x',
      DetailType: 'planted',
      Detail: JSON.stringify({ canary }),
    },
  ];
  await clients.events.send(new PutEventsCommand({ Entries }));
  await clients.s3.send(new PutObjectCommand({ Bucket, Key: 'planted', Body: envelope(`x${canary}x`) }));
  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `${canary}` }));
  await tap.until((events) => events.some((event) => event['detail-type'] === 'planted'), {
    what: 'the planted event',
  });
  await waitFor(async () => (await listKeys(clients, Bucket)).includes('planted'), {
    what: 'the object',
    seconds: 5,
  });

  const found = await findLeaks(sample(), { canary }, everywhere);

  expect(found.map((leak) => leak.split(' ')[0])).toEqual(['logs', 'events', 'objects', 'queues']);
});
