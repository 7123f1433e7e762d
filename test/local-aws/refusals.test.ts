import { randomBytes } from 'node:crypto';
import type { Webhook } from '../simulators/iinked-sign/package-webhooks';
import { listKeys } from './harness/observe/archive-bucket';
import { deliverWebhook, type DeliveryOptions } from './harness/send/deliver-webhook';
import { httpsRequest } from './harness/send/https-request';
import { eventsWhenIdle } from './harness/observe/envelope-events';
import { putSecret } from './harness/sample/sample-stack';
import { useSample } from './harness/sample/use-sample';

const endpoint = 'iinked-sign';
const unconnected = 'unset';
const sample = useSample({ endpoints: [endpoint, unconnected], unconnected: [unconnected] });

/** Makes the first webhook of a new package. */
async function newWebhook(): Promise<Webhook> {
  const { packageId } = await sample().simulator.addPackage();
  return sample().simulator.webhooksOf(packageId)[0]!;
}

/** Checks that there is no event, record or spooled request of this package. */
async function expectNothingLeft(webhook: Webhook): Promise<void> {
  const { clients, stack } = sample();
  expect(await eventsWhenIdle(sample(), String(webhook['packageId']))).toEqual([]);
  const keys = await listKeys(clients, stack.archiveBucket);
  expect(keys.filter((key) => key.includes(String(webhook['packageId'])))).toEqual([]);
  expect(await listKeys(clients, stack.spoolBucket)).toEqual([]);
}

describe('a webhook that is not genuine', () => {
  it.each<[string, (webhook: Webhook) => DeliveryOptions]>([
    ['signed with a guessed secret', () => ({ secret: randomBytes(32).toString('base64url') })],
    ['signed with an empty secret', () => ({ secret: '' })],
    ['signed for another address', () => ({ signedFor: 'https://example.com/webhooks/iinked-sign' })],
    ['signed for the address with a slash', () => ({ signedFor: `${sample().registered(endpoint).url}/` })],
    [
      'tampered with',
      (webhook) => ({ sentBody: JSON.stringify({ ...webhook, action: 'package_executed' }) }),
    ],
    ['with a byte more', (webhook) => ({ sentBody: `${JSON.stringify(webhook)}\n` })],
  ])('refuses one %s with 401 and stores nothing of it', async (_, forge) => {
    const webhook = await newWebhook();

    const answer = await sample().deliver(endpoint, webhook, forge(webhook));

    expect(answer).toEqual({ status: 401, body: '' });
    await expectNothingLeft(webhook);
  });

  it.each<[string, Record<string, string>]>([
    ['no signature', {}],
    ['a signature of another length', { 'X-Syngrafii-Signature': 'YWJj' }],
    ['a signature of another alphabet', { 'X-Syngrafii-Signature': '\u00e9'.repeat(44) }],
    [
      'the example signature of the documentation',
      { 'X-Syngrafii-Signature': 'X4uAlAVvFaWxR2Yz4bUgO1ZTMLE=' },
    ],
  ])('refuses one with %s with 401', async (_, headers) => {
    const { emulator, registered } = sample();
    const { hostname, pathname } = new URL(registered(endpoint).url);

    const answer = await httpsRequest(
      `${emulator.endpoint}/_aws/execute-api/${hostname.split('.')[0]}/$default${pathname}`,
      {
        ca: emulator.ca,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      },
    );

    expect([answer.status, answer.body.toString()]).toEqual([401, '']);
  });
});

describe('an endpoint whose secret was never set', () => {
  const registeredElsewhere = () => ({
    eventEndpointId: 'elsewhere',
    name: unconnected,
    url: sample().stack.webhookUrl(unconnected),
    secret: 'a secret that the stack does not have',
  });

  it('answers everything with 503, also with a signature by an empty secret', async () => {
    const webhook = await newWebhook();

    const signed = await deliverWebhook(sample().emulator, registeredElsewhere(), webhook);
    const empty = await deliverWebhook(sample().emulator, registeredElsewhere(), webhook, { secret: '' });

    expect([signed, empty]).toEqual(Array(2).fill({ status: 503, body: '' }));
    await expectNothingLeft(webhook);
  });

  it('accepts webhooks as soon as the secret is set', async () => {
    const { clients, stack, emulator } = sample();
    const webhook = await newWebhook();
    await deliverWebhook(emulator, registeredElsewhere(), webhook);

    await putSecret(clients, stack.webhookSecret(unconnected), registeredElsewhere().secret);
    const answer = await deliverWebhook(emulator, registeredElsewhere(), webhook);

    expect(answer).toEqual({ status: 200, body: '' });
    expect(await eventsWhenIdle(sample(), String(webhook['packageId']))).toHaveLength(1);
  });
});

describe('a rotated secret', () => {
  it('is valid at once; the one before it for its grace period; the one before that not any more', async () => {
    const { clients, stack, deliver, registered } = sample();
    const [first, second, third] = [
      registered(endpoint).secret,
      'the second secret value',
      'the third secret value',
    ];

    await putSecret(clients, stack.webhookSecret(endpoint), second);
    const afterOne = [
      await deliver(endpoint, await newWebhook(), { secret: second }),
      await deliver(endpoint, await newWebhook(), { secret: first }),
    ];
    await putSecret(clients, stack.webhookSecret(endpoint), third);
    const afterTwo = [];
    for (const secret of [third, second, first])
      afterTwo.push(await deliver(endpoint, await newWebhook(), { secret }));

    expect(afterOne.map(({ status }) => status)).toEqual([200, 200]);
    expect(afterTwo.map(({ status }) => status)).toEqual([200, 200, 401]);
    await putSecret(clients, stack.webhookSecret(endpoint), first);
  });
});
