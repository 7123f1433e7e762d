import { reconcileMessageSchema, type Pass } from '../contracts/reconcile-message';
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
 * @throws PermanentFailure when it is not a message of this stage, or a page of a pass that somebody else sent
 */
export async function handleMessage(deps: RunDeps, text: string): Promise<void> {
  const { data: message } = messageTextSchema.safeParse(text);
  if (!message) throw new PermanentFailure('reconcile-message-unreadable');
  if ('startPasses' in message) return startPasses(deps, message);
  checkSender(deps, message.pass);
  return runPage(deps, message);
}

/**
 * Checks who sent a page of a scheduled pass: only this function does. Such a pass leaves a mark, and who forged one would hide
 * envelopes from the next passes. An import leaves none, and an operator may start it.
 */
function checkSender({ senderIds, ownRoleId }: RunDeps, { kind }: Pass): void {
  const isKnown = ownRoleId !== unknownRoleId;
  if (kind !== 'import' && isKnown && !senderIds.includes(ownRoleId))
    throw new PermanentFailure('foreign-pass');
}

/** Stands for the id of a role that CDK did not make. */
const unknownRoleId = '-';
