import type { Output } from '../terminal/output';
import type { BusEvent } from './bus-event';
import type { PostEvent } from './post-event';

/** Hands events on to a local program, one after another, in the order in which they came. */
export interface Forwarder {
  /** Returns at once: a slow program does not hold up the listening. */
  readonly forward: (event: BusEvent) => void;
  /** Ends it. An event that the program is getting now is not waited for. */
  readonly end: () => void;
}

/** The maximum number of events that wait for the program: some 240 KB each at most. */
const maxWaiting = 500;

/** Makes a `Forwarder`. Each answer and each failure is one line on stderr, and stops nothing. */
export function forwarder(post: PostEvent, { warn }: Pick<Output, 'warn'>): Forwarder {
  const waiting: BusEvent[] = [];
  let isBusy = false;
  let isEnded = false;
  const work = async () => {
    isBusy = true;
    for (let event = waiting.shift(); event; event = waiting.shift()) {
      const answer = await post(event.json).then(String, failureOf);
      if (isEnded) return;
      warn(`  forwarded ${event.type}: ${answer}`);
    }
    isBusy = false;
  };
  return {
    forward(event) {
      if (waiting.length >= maxWaiting) {
        warn(`  not forwarded ${event.type}: ${maxWaiting} events wait for the local program already`);
        return;
      }
      waiting.push(event);
      if (!isBusy) void work();
    },
    end() {
      isEnded = true;
      const left = waiting.splice(0).length;
      if (left > 0) warn(`${left} events were not forwarded.`);
    },
  };
}

/** Only the code: the message of an error may quote what was sent. */
function failureOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (code === 'NOT_LOOPBACK') return 'failed: localhost is not only this machine here, so nothing was sent';
  return `failed${typeof code === 'string' && /^\w+$/.test(code) ? ` (${code})` : ''}`;
}
