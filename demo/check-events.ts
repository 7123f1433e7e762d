import type { TappedEvent } from '../test/local-aws/harness/event-tap';
import { expectedTypes } from '../test/local-aws/harness/every-provider';
import type { SimulatedEnvelope } from '../test/simulators/kit/provider-simulator';
import { expectSame } from './expectation';
import type { Narrator } from './narrator';

/** Checks that the events are exactly those that the webhooks mean, each once, and the archiver's. */
export function checkEvents(events: readonly TappedEvent[], envelope: SimulatedEnvelope): void {
  const expected = [...expectedTypes(envelope), 'envelope.archived'].sort();
  const types = distinct(events).map((event) => event['detail-type']);
  expectSame(`the types of the events of ${envelope.title}`, types.sort(), expected);
}

/** Each event id once: a completion that is told twice has its archive announced twice, under one id. */
export function distinct(events: readonly TappedEvent[]): readonly TappedEvent[] {
  return [...new Map(events.map((event) => [event.detail.id, event])).values()];
}

/** Says each event once, as it comes. */
export function showsNewEvents(narrator: Narrator): (heard: readonly TappedEvent[]) => void {
  const shown = new Set<string>();
  return (heard) => {
    for (const event of heard) {
      if (shown.has(event.detail.id)) continue;
      shown.add(event.detail.id);
      narrator.line(row(event));
    }
  };
}

function row(event: TappedEvent): string {
  const { id, confirmed, authenticity } = event.detail;
  const proof = confirmed ? "confirmed by the provider's API" : `proof: ${authenticity ?? 'none'}`;
  return `${event['detail-type'].padEnd(20)} id ${id.slice(0, 12)}…  ${proof}`;
}
