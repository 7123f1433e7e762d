import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { eventBus } from '../../../lambda/aws/event-bus';
import type { SigningEvent } from '../../../lambda/contracts/signing-event';

const eventBridge = mockClient(EventBridgeClient);
const bus = eventBus(new EventBridgeClient({ region: 'eu-central-1' }), 'signing');

const event: SigningEvent = {
  version: 1,
  id: 'a'.repeat(64),
  type: 'envelope.completed',
  provider: 'iinked-sign',
  endpoint: 'iinked-sign',
  confirmed: false,
  receivedAt: '2026-11-21T10:00:00.000Z',
  authenticity: 'hmac-sha256',
  envelope: { id: 'p-1', externalData: { case: { id: 7 } } },
};

const sent = () => eventBridge.commandCalls(PutEventsCommand)[0]?.args[0].input;

beforeEach(() => {
  eventBridge.reset();
  eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });
});

test('an event goes on the bus under its provider and type', async () => {
  await bus.publish(event);

  expect(sent()).toEqual({
    Entries: [
      {
        EventBusName: 'signing',
        Source: 'esign.iinked-sign',
        DetailType: 'envelope.completed',
        Detail: JSON.stringify(event),
      },
    ],
  });
});

test('an event that is too large for the bus is shortened', async () => {
  await bus.publish({ ...event, envelope: { id: 'p-1', externalData: { text: 'x'.repeat(300_000) } } });

  expect(JSON.parse(sent()?.Entries?.[0]?.Detail ?? '')).toEqual({ ...event, envelope: { id: 'p-1' } });
});

test('fields that are not in the contract are not published', async () => {
  const leaky = {
    ...event,
    headers: { authorization: 'canary' },
    envelope: { id: 'p-1', signingUrl: 'canary' },
  };

  await bus.publish(leaky);

  expect(JSON.stringify(sent())).not.toContain('canary');
});

test('rejects an event that violates the contract', async () => {
  await expect(bus.publish({ ...event, id: 'short' })).rejects.toThrow();
  expect(sent()).toBeUndefined();
});

test('fails with the code if EventBridge answers 200 but rejects the event', async () => {
  eventBridge.on(PutEventsCommand).resolves({
    FailedEntryCount: 1,
    Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }],
  });

  await expect(bus.publish(event)).rejects.toMatchObject({
    name: 'EventNotTaken',
    code: 'ThrottlingException',
  });
});

test.each([
  ['no count of failures', {}],
  ['no entry', { FailedEntryCount: 1, Entries: [] }],
])('fails if the answer does not confirm the event: %s', async (_, answer) => {
  eventBridge.on(PutEventsCommand).resolves(answer);

  await expect(bus.publish(event)).rejects.toMatchObject({ name: 'EventNotTaken', code: 'unknown' });
});

test('fails when EventBridge fails', async () => {
  eventBridge.on(PutEventsCommand).rejects(new TypeError('socket hang up'));

  await expect(bus.publish(event)).rejects.toThrow(TypeError);
});
