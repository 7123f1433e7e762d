import { archiveJobSchema } from '../../../lambda/contracts/archive-job';
import { intakeMessageSchema, type IntakeMessage } from '../../../lambda/contracts/intake-message';
import { reconcileMessageSchema } from '../../../lambda/contracts/reconcile-message';
import { jsonString } from '../../../lambda/kit/json';
import type { DeadLetter, FoundWebhook } from './observation';

const intakeTextSchema = jsonString(intakeMessageSchema);
const jobTextSchema = jsonString(archiveJobSchema);
const passTextSchema = jsonString(reconcileMessageSchema);

/**
 * Finds the subject of a message in a dead-letter queue.
 *
 * @param spool the webhooks in the spool: some messages only point there
 */
export function parseDeadLetter(
  { queue, text }: { readonly queue: string; readonly text: string },
  spool: readonly FoundWebhook[],
): readonly DeadLetter[] {
  const { data: job } = jobTextSchema.safeParse(text);
  if (job) return [{ kind: 'archive-job', endpoint: job.endpoint, envelopeId: job.envelopeId }];
  if (passTextSchema.safeParse(text).success) return [{ kind: 'pass' }];
  const { data: message } = intakeTextSchema.safeParse(text);
  return message ? readIntakeMessage(message, spool) : [{ kind: 'unreadable', queue }];
}

function readIntakeMessage(message: IntakeMessage, spool: readonly FoundWebhook[]): readonly DeadLetter[] {
  if ('deliveryId' in message) {
    const { endpoint, deliveryId, request } = message;
    return [{ kind: 'webhook', endpoint, deliveryId, sha256: request.sha256 }];
  }
  return keysOf(message).map((key): DeadLetter => {
    const found = spool.find((one) => one.key === key);
    if (!found) return { kind: 'nothing' };
    const { endpoint, deliveryId, sha256 } = found;
    return { kind: 'webhook', endpoint, deliveryId, sha256 };
  });
}

function keysOf(message: Exclude<IntakeMessage, { readonly deliveryId: unknown }>): readonly string[] {
  if ('spooled' in message) return [message.spooled.key];
  if ('Records' in message) return message.Records.map(({ s3 }) => decodeURIComponent(s3.object.key));
  return [''];
}
