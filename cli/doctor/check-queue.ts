import type { OpenQueue } from '../queues/queue';
import type { ConsumerState, FunctionInspector } from './consumer-state';
import { failed, ok, unknown, type Result } from './finding';

/** A queue, and the function that reads it. */
export interface ReadQueue {
  readonly queueUrl: string;
  /** The id of the event source mapping; absent in the outputs of earlier versions. */
  readonly consumer: string | undefined;
  readonly functionName: string | undefined;
}

/** Checks whether a queue is read. If somebody has switched that off, the queue is blocked. */
export async function checkQueue(
  { queueUrl, consumer: id, functionName }: ReadQueue,
  { openQueue, functions }: { readonly openQueue: OpenQueue; readonly functions: FunctionInspector },
): Promise<Result> {
  const { total } = await openQueue(queueUrl).count();
  const waiting = `${total} ${total === 1 ? 'message is' : 'messages are'} in it.`;
  if (id === undefined || functionName === undefined) {
    return unknown(
      `${waiting} An earlier version deployed the stack: its outputs do not say who reads the queue.`,
      'Deploy the stack with this version.',
    );
  }
  const [consumer, reserved] = await Promise.all([
    functions.consumer(id),
    functions.reservedConcurrency(functionName),
  ]);
  const [problem, advice] = problemOf({ id, functionName, consumer, reserved }) ?? [];
  if (problem === undefined || advice === undefined) return ok(`It is read. ${waiting}`);
  return failed(`${problem} ${waiting}`, advice);
}

/** Who reads a queue, and how. */
interface Reader {
  readonly id: string;
  readonly functionName: string;
  readonly consumer: ConsumerState | undefined;
  readonly reserved: number | undefined;
}

/** Says why a queue is not read, and what to do. */
function problemOf({
  id,
  functionName,
  consumer,
  reserved,
}: Reader): readonly [problem: string, advice: string] | undefined {
  if (!consumer) {
    return [`The queue is blocked: its event source mapping ${id} was deleted.`, 'Deploy the stack again.'];
  }
  if (/^disabl/i.test(consumer.state)) {
    return [
      'The queue is blocked: somebody has disabled its event source mapping.',
      `Enable it: \`aws lambda update-event-source-mapping --uuid ${id} --enabled\`.`,
    ];
  }
  if (reserved === 0) {
    return [
      `The queue is blocked: somebody has set the reserved concurrency of ${functionName} to 0.`,
      `Remove that limit: \`aws lambda delete-function-concurrency --function-name ${functionName}\`.`,
    ];
  }
  if (!consumer.lastResult?.startsWith('PROBLEM')) return undefined;
  return [
    `Lambda cannot read the queue: ${consumer.lastResult}`,
    `Check the role of ${functionName}, and the queue's policy and key.`,
  ];
}
