import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signingEventTypeSchema } from '../../lambda/contracts/signing-event';
import { eventId } from '../../lambda/kit/event-id';
import { eventReaders } from '../../lambda/providers';
import { sampleEvent } from '../../testing';
import { bodyOf, withUnknownFields } from '../conformance/json-variants';
import { everySubject } from '../conformance/subjects';
import { eachShape } from '../events/sample-events';
import { ofWebhook } from '../lambda/published-event';

const stored = join(__dirname, '..', 'contracts', 'version-1', 'signing-event.json');

/** The event of each webhook that the conformance suite has, as the verifier and the publisher make it. */
const ofWebhooks = everySubject.flatMap(([provider, { events }]) =>
  [...events.rows.map(({ body }) => body), events.unknown].map((body) => {
    const { key, ...fields } = eventReaders[provider](bodyOf(body));
    const known = { ...ofWebhook, id: eventId('e', key), provider, endpoint: 'e' };
    return { ...known, receivedAt: '2026-11-21T10:00:00Z', ...fields };
  }),
);

const today: readonly unknown[] = [
  ...ofWebhooks,
  ...signingEventTypeSchema.options.map((type) => sampleEvent(type)),
  ...eachShape,
  ...(JSON.parse(readFileSync(stored, 'utf8')) as unknown[]),
];

/** Each event that tests have: of each webhook, each type, each shape and each version, and the same as a later version sends them. */
export const everyEvent: readonly unknown[] = (
  JSON.parse(JSON.stringify(today)) as readonly unknown[]
).flatMap((event) => [event, withUnknownFields(event)]);
