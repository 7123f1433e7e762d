import { eventsAbout } from './harness/observe/envelope-events';
import { untilIdle } from './harness/observe/queues';
import { everyProvider, postFirstWebhook } from './harness/sample/every-provider';
import { targetOf } from './harness/sample/connect-endpoint';
import type { SampleStack } from './harness/sample/sample-stack';
import { updateSample } from './harness/sample/update-sample';
import { useSample } from './harness/sample/use-sample';
import { deliverWebhook } from './harness/send/deliver-webhook';

const domain = {
  domainName: 'hooks.example.com',
  certificateArn: 'arn:aws:acm:eu-central-1:000000000000:certificate/11111111-2222-3333-4444-555555555555',
};
const endpoints = everyProvider.map(({ endpoint }) => endpoint);
const sample = useSample({ endpoints: everyProvider });

let updated: SampleStack;
/** What was posted to the old addresses while the domain was deployed. */
const meanwhile: { readonly envelopeId: string; readonly status: number }[] = [];

/** Posts the first webhook of a new envelope to an address; by default to the one that is registered. */
const postFirst = (endpoint: string, url?: string) =>
  postFirstWebhook(sample(), endpoint, url === undefined ? {} : { url });

/** Returns the address of an endpoint at the domain. */
function newAddress(endpoint: string): string {
  const { proof } = sample().connected(endpoint);
  return targetOf(updated.operatorOutput(endpoint), proof).url;
}

beforeAll(async () => {
  const update = updateSample(sample(), everyProvider, { domain });
  let isUpdating = true;
  const done = update.finally(() => (isUpdating = false));
  while (isUpdating) {
    for (const endpoint of endpoints) meanwhile.push(await postFirst(endpoint));
  }
  updated = await done;
});

it('the outputs have the address of the domain, and the old one', () => {
  for (const endpoint of endpoints) {
    const { address, executeApiAddress } = updated.operatorOutput(endpoint);
    expect(address).toBe(`https://hooks.example.com/webhooks/${endpoint}`);
    expect(executeApiAddress).toBe(sample().stack.operatorOutput(endpoint).address);
  }
});

it('no webhook is lost while the domain is deployed', async () => {
  expect(meanwhile.length).toBeGreaterThan(8);
  expect(meanwhile.filter(({ status }) => status !== 200)).toEqual([]);
  await untilIdle(sample().clients, sample().stack);
  const events = await sample().tap.read();
  for (const { envelopeId } of meanwhile) expect(eventsAbout(events, envelopeId)).toHaveLength(1);
});

it.each(endpoints)('%s may call the old address and the new one', async (endpoint) => {
  const old = sample().connected(endpoint).target.url;

  expect(new URL(old).hostname).not.toBe(domain.domainName);
  expect(await postFirst(endpoint, old)).toMatchObject({ status: 200 });
  expect(await postFirst(endpoint, newAddress(endpoint))).toMatchObject({ status: 200 });
});

it('a webhook that is signed for another address is refused at both', async () => {
  const { emulator, simulator, registered } = sample();
  const { packageId } = await simulator.addPackage();
  const [added] = simulator.webhooksOf(packageId);
  const target = registered('iinked-sign');

  for (const url of [target.url, newAddress('iinked-sign')]) {
    const forged = { signedFor: 'https://hooks.example.org/webhooks/iinked-sign' };
    const answer = await deliverWebhook(emulator, { ...target, url }, added!, forged);
    expect(answer.status).toBe(401);
  }
});
