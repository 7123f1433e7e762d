import { archiveJobSchema, type ArchiveJob } from '../../lambda/contracts/archive-job';
import { endpointNameSchema, envelopeIdSchema, type ProviderId } from '../../lambda/contracts/ids';
import { intakeMessageSchema, type IntakeMessage } from '../../lambda/contracts/intake-message';
import type { SigningEventType } from '../../lambda/contracts/signing-event';
import type { VerifiedWebhook } from '../../lambda/contracts/verified-webhook';
import { requestBytes } from '../../lambda/contracts/webhook-request';
import { defined } from '../../lambda/kit/defined';
import { jsonString } from '../../lambda/kit/json';
import { eventReaders } from '../../lambda/providers/index';
import type { QueueKind } from './dead-letter-queues';

/** A message in checked names and ids only: no text of a provider, and no part of the body. */
export interface DescribedMessage {
  readonly kind:
    | 'webhook'
    | 'spooled webhook'
    | 'sweep of the spool'
    | 'notification test'
    | 'archive job'
    | 'not one of ours';
  readonly endpoint?: string;
  readonly provider?: ProviderId;
  /** The event type of a webhook. */
  readonly event?: SigningEventType;
  readonly envelopeId?: string;
  readonly deliveryId?: string;
  /** The arrival of the webhook, or of the webhook that queued the archive job: ISO 8601. */
  readonly receivedAt?: string;
  readonly givenUp?: ArchiveJob['givenUp'];
}

/** Describes a message of a queue of that kind. Never throws. */
export function describeMessage(queue: QueueKind, body: string): DescribedMessage {
  if (queue === 'archive') return describeJob(jobTextSchema.safeParse(body).data);
  const message = intakeTextSchema.safeParse(body).data;
  return message ? describeIntake(message) : { kind: 'not one of ours' };
}

const jobTextSchema = jsonString(archiveJobSchema);
const intakeTextSchema = jsonString(intakeMessageSchema);

function describeJob(job: ArchiveJob | undefined): DescribedMessage {
  if (!job) return { kind: 'not one of ours' };
  const { endpoint, provider, envelopeId, firstSeenAt, givenUp } = job;
  return defined({
    kind: 'archive job',
    endpoint,
    provider,
    envelopeId,
    receivedAt: firstSeenAt,
    givenUp,
  });
}

function describeIntake(message: IntakeMessage): DescribedMessage {
  if ('deliveryId' in message) return describeWebhook(message);
  if ('spooled' in message) return { kind: 'spooled webhook', ...keyParts(message.spooled.key) };
  if ('sweepSpool' in message) return { kind: 'sweep of the spool' };
  if ('Records' in message) {
    return { kind: 'spooled webhook', ...keyParts(message.Records[0]?.s3.object.key ?? '') };
  }
  return { kind: 'notification test' };
}

function describeWebhook(webhook: VerifiedWebhook): DescribedMessage {
  const { endpoint, provider, deliveryId, receivedAt, request } = webhook;
  const { type, envelope } = eventReaders[provider](requestBytes(request));
  const envelopeId = envelopeIdSchema.safeParse(envelope?.id).data;
  return defined({
    kind: 'webhook',
    endpoint,
    provider,
    event: type,
    envelopeId,
    deliveryId,
    receivedAt,
  });
}

/** The names in a key that `spoolKey` made; none of any other key. */
function keyParts(key: string): Pick<DescribedMessage, 'endpoint' | 'deliveryId'> {
  const [, name, deliveryId] = /^([a-z0-9-]+)\/([0-9a-f-]{36})\.json$/.exec(key.replaceAll('%2F', '/')) ?? [];
  const endpoint = endpointNameSchema.safeParse(name).data;
  return endpoint !== undefined && deliveryId !== undefined ? { endpoint, deliveryId } : {};
}
