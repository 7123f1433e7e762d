import type { TappedEvent } from '../test/local-aws/harness/observe/event-tap';
import { expectedTypes } from '../test/local-aws/harness/sample/every-provider';
import type { SimulatedEnvelope } from '../test/simulators/kit/provider-simulator';
import { expectSame } from './expect-same';
import type { Narrator } from './narrator';

/** Checks that there is exactly one event for each webhook, and one from the archiver. */
export function checkEvents(events: readonly TappedEvent[], envelope: SimulatedEnvelope): void {
  const expected = [...expectedTypes(envelope), 'envelope.archived'].sort();
  const types = distinct(events).map((event) => event['detail-type']);
  expectSame(`the types of the events of ${envelope.title}`, types.sort(), expected);
}

/** Removes events with the same id: two webhooks of one completion lead to two equal `envelope.archived` events. */
export function distinct(events: readonly TappedEvent[]): readonly TappedEvent[] {
  return [...new Map(events.map((event) => [event.detail.id, event])).values()];
}

/** Returns a function that prints each event when it is passed for the first time. */
export function printNewEvents(narrator: Narrator): (events: readonly TappedEvent[]) => void {
  const printed = new Set<string>();
  return (events) => {
    for (const event of events) {
      if (printed.has(event.detail.id)) continue;
      printed.add(event.detail.id);
      narrator.line(row(event));
    }
  };
}

function row(event: TappedEvent): string {
  const { id, confirmed, authenticity } = event.detail;
  const proof = confirmed ? "confirmed by the provider's API" : `proof: ${authenticity ?? 'none'}`;
  return `${event['detail-type'].padEnd(20)} id ${id.slice(0, 8)}…  ${proof}`;
}
