import type { AwsCall } from '../faults/aws-call';
import type { CallHandler } from '../faults/start-fault-layer';
import { readWatchedCalls } from './read-watched-calls';
import type { WatchedCall } from './watched-call';

/** A watch between the fault layer and AWS. A call that the layer refuses or cuts does not get to it. */
export interface CallWatch {
  /** Wraps the calls to AWS. */
  readonly around: (forward: CallHandler) => CallHandler;
  /** All calls so far that matter to the account, in the order of their answers. */
  readonly calls: readonly WatchedCall[];
  /** Returns the next number in the order of all calls and answers. */
  readonly tick: () => number;
}

/** Starts a watch without calls. */
export function watchCalls(): CallWatch {
  const calls: WatchedCall[] = [];
  let now = 0;
  const tick = () => ++now;
  return {
    calls,
    tick,
    around: (forward) => async (call: AwsCall, request) => {
      const startedAt = tick();
      const answer = await forward(call, request);
      const moments = { invocation: call.invocation, startedAt, doneAt: tick() };
      calls.push(...readWatchedCalls(call, request, answer).map((one) => ({ ...one, ...moments })));
      return answer;
    },
  };
}
