import { eventId } from '../../../../lambda/kit/event-id';
import { readKingsignEvent } from '../../../../lambda/providers/kingsign/events';
import { startKingsignSimulator, type KingsignSimulator } from '../../../simulators/kingsign/simulator';

let simulator: KingsignSimulator;

beforeAll(async () => {
  simulator = await startKingsignSimulator();
});

afterAll(() => simulator.close());

const target = { url: 'https://example.com/kingsign/token', secret: '' };

test('a document’s life, sent as the provider sends it, is one event for each state, and each is what it is to be', async () => {
  const envelope = await simulator.addDocument({ contacts: 3 });

  const seen = new Map<string, string>();
  for (const webhook of envelope.webhooks()) {
    const event = readKingsignEvent(simulator.delivery(webhook, target).body);
    const id = eventId('kingsign', event.key);

    expect([event.type, seen.has(id)]).toEqual([webhook.type, webhook.repeats ?? false]);
    expect(event.problem).toBeUndefined();
    seen.set(id, event.type);
  }

  expect([...seen.values()]).toEqual([
    ...Array(3).fill(['envelope.updated', 'recipient.signed']).flat(),
    'envelope.completed',
  ]);
});

test('delivered once more, each is the same event, of 5.5 MB too', async () => {
  const envelope = await simulator.addDocument({ contacts: 1, signatureBytes: 4_100_000 });

  for (const webhook of envelope.webhooks()) {
    const [one, other] = [1, 2].map(() => readKingsignEvent(simulator.delivery(webhook, target).body));

    expect(other).toEqual(one);
    for (const secret of Object.values(envelope.secrets())) expect(JSON.stringify(one)).not.toContain(secret);
  }
});
