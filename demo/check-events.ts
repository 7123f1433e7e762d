import type { TappedEvent } from '../test/local-aws/harness/event-tap';
import type { Webhook } from '../test/simulators/iinked-sign/package-webhooks';
import { expectSame } from './expectation';
import type { Narrator } from './narrator';

/** What each of iinked Sign's events is called on the bus. */
const typeOf: Readonly<Record<string, string>> = {
  package_add: 'envelope.created',
  document_signed: 'recipient.signed',
  document_executed: 'document.completed',
  package_executed: 'envelope.completed',
};

/** Checks that the events are exactly those that the webhooks mean, each once, and the archiver's. */
export function checkEvents(
  events: readonly TappedEvent[],
  webhooks: readonly Webhook[],
  packageId: string,
): void {
  const expected = [...webhooks.map(({ action }) => typeOf[action]), 'envelope.archived'];
  expectSame('the types of the events', events.map((event) => event['detail-type']).sort(), expected.sort());
  expectSame('the number of event ids', new Set(events.map(({ detail }) => detail.id)).size, expected.length);
  expectSame(
    'the envelopes of the events',
    [...new Set(events.map(({ detail }) => detail.envelope?.id))],
    [packageId],
  );
}

/** Says each event once, as it comes. */
export function showsNewEvents(narrator: Narrator): (heard: readonly TappedEvent[]) => void {
  let shown = 0;
  return (heard) => {
    for (const event of heard.slice(shown)) narrator.line(row(event));
    shown = heard.length;
  };
}

function row(event: TappedEvent): string {
  const { id, confirmed, authenticity } = event.detail;
  const proof = confirmed
    ? "confirmed by the provider's API"
    : `webhook signed with ${authenticity ?? 'nothing'}`;
  return `${event['detail-type'].padEnd(20)} id ${id.slice(0, 12)}…  ${proof}`;
}
