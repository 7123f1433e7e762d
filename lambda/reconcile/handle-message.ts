import { reconcileMessageSchema } from '../contracts/reconcile-message';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { RunDeps } from './reconcile-deps';
import { runPage } from './run-page';
import { startPasses } from './start-passes';

const messageTextSchema = jsonString(reconcileMessageSchema);

/**
 * Handles one message of the reconcile queue. Safe to repeat.
 *
 * @param text the message's body
 * @throws PermanentFailure when it is not a message of this stage
 */
export async function handleMessage(deps: RunDeps, text: string): Promise<void> {
  const { data: message } = messageTextSchema.safeParse(text);
  if (!message) throw new PermanentFailure('reconcile-message-unreadable');
  return 'startPasses' in message ? startPasses(deps, message) : runPage(deps, message);
}
