import type { RunningSample } from '../harness/launch-sample';
import { messagesAtWork } from '../harness/queues';
import { waitFor } from '../harness/wait-for';

/** How long to wait, and who is told of it. */
export interface WorkingOff {
  readonly seconds: number;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Waits until no message is left to work off, and says from time to time how many there are. */
export async function untilWorkedOff(
  { clients, stack }: Pick<RunningSample, 'clients' | 'stack'>,
  { say, ...waiting }: WorkingOff,
): Promise<void> {
  let saidAt = -Infinity;
  const isIdle = async () => {
    const left = await messagesAtWork(clients, stack);
    if (left > 0 && performance.now() - saidAt > 10_000) {
      saidAt = performance.now();
      say(`  ${left} messages at work`);
    }
    return left === 0;
  };
  await waitFor(isIdle, { what: 'empty intake and archive queues', every: 500, ...waiting });
}
