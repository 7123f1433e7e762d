import type { OpenQueue } from '../queues/queue';
import type { FunctionInspector } from './consumer-state';
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
  if (!consumer) {
    return failed(
      `The queue is blocked: its event source mapping ${id} was deleted. ${waiting}`,
      'Deploy the stack again.',
    );
  }
  if (/^disabl/i.test(consumer.state)) {
    return failed(
      `The queue is blocked: somebody has disabled its event source mapping. ${waiting}`,
      `Enable it: \`aws lambda update-event-source-mapping --uuid ${id} --enabled\`.`,
    );
  }
  if (reserved === 0) {
    return failed(
      `The queue is blocked: somebody has set the reserved concurrency of ${functionName} to 0. ${waiting}`,
      `Remove that limit: \`aws lambda delete-function-concurrency --function-name ${functionName}\`.`,
    );
  }
  if (consumer.lastResult?.startsWith('PROBLEM')) {
    return failed(
      `Lambda cannot read the queue: ${consumer.lastResult} ${waiting}`,
      `Check the role of ${functionName}, and the queue's policy and key.`,
    );
  }
  return ok(`It is read. ${waiting}`);
}
