import type { RunningSample } from '../harness/sample/launch-sample';
import { untilIdle } from '../harness/observe/queues';

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
  const onLook = (left: number) => {
    if (left === 0 || performance.now() - saidAt < 10_000) return;
    saidAt = performance.now();
    say(`  ${left} messages at work`);
  };
  await untilIdle(clients, stack, { every: 500, onLook, ...waiting });
}
