import { archiveJobSchema, type ArchiveJob } from '../../lambda/contracts/archive-job';
import { endpointNameSchema, type ProviderId, envelopeIdSchema } from '../../lambda/contracts/ids';
import { intakeMessageSchema, type IntakeMessage } from '../../lambda/contracts/intake-message';
import type { SigningEventType } from '../../lambda/contracts/signing-event';
import type { VerifiedWebhook } from '../../lambda/contracts/verified-webhook';
import { jsonString } from '../../lambda/kit/json';
import { eventReaders } from '../../lambda/providers/index';
import type { QueueKind } from './dead-letter-queues';

/** What a message is, in names and ids of a form that we know: nothing of a provider's text, and nothing of a body. */
export interface MessageContent {
  readonly kind:
    | 'webhook'
    | 'spooled webhook'
    | 'sweep of the spool'
    | 'notification test'
    | 'archive job'
    | 'not one of ours';
  readonly endpoint?: string;
  readonly provider?: ProviderId;
  /** What a webhook says, in our words. */
  readonly event?: SigningEventType;
  readonly envelopeId?: string;
  readonly deliveryId?: string;
  /** When the webhook came, or the completion was first heard of: ISO 8601. */
  readonly receivedAt?: string;
  readonly givenUp?: ArchiveJob['givenUp'];
}

/** Says what lies in a queue of that kind. Never throws. */
export function describeMessage(queue: QueueKind, body: string): MessageContent {
  if (queue === 'archive') return describeJob(jobTextSchema.safeParse(body).data);
  const message = intakeTextSchema.safeParse(body).data;
  return message ? describeIntake(message) : { kind: 'not one of ours' };
}

const jobTextSchema = jsonString(archiveJobSchema);
const intakeTextSchema = jsonString(intakeMessageSchema);

function describeJob(job: ArchiveJob | undefined): MessageContent {
  if (!job) return { kind: 'not one of ours' };
  const { endpoint, provider, envelopeId, firstSeenAt, givenUp } = job;
  return {
    kind: 'archive job',
    endpoint,
    provider,
    envelopeId,
    receivedAt: firstSeenAt,
    ...(givenUp ? { givenUp } : {}),
  };
}

function describeIntake(message: IntakeMessage): MessageContent {
  if ('deliveryId' in message) return describeWebhook(message);
  if ('spooled' in message) return { kind: 'spooled webhook', ...keyParts(message.spooled.key) };
  if ('sweepSpool' in message) return { kind: 'sweep of the spool' };
  if ('Records' in message) {
    return { kind: 'spooled webhook', ...keyParts(message.Records[0]?.s3.object.key ?? '') };
  }
  return { kind: 'notification test' };
}

function describeWebhook(webhook: VerifiedWebhook): MessageContent {
  const { endpoint, provider, deliveryId, receivedAt, request } = webhook;
  const encoding = request.bodyEncoding === 'utf8' ? 'utf8' : 'base64';
  const { type, envelope } = eventReaders[provider](Buffer.from(request.body, encoding));
  const envelopeId = envelopeIdSchema.safeParse(envelope?.id).data;
  return {
    kind: 'webhook',
    endpoint,
    provider,
    event: type,
    ...(envelopeId === undefined ? {} : { envelopeId }),
    deliveryId,
    receivedAt,
  };
}

/** A key as `spoolKey` makes it; any other names nothing. */
function keyParts(key: string): Pick<MessageContent, 'endpoint' | 'deliveryId'> {
  const [, name, deliveryId] = /^([a-z0-9-]+)\/([0-9a-f-]{36})\.json$/.exec(key.replaceAll('%2F', '/')) ?? [];
  const endpoint = endpointNameSchema.safeParse(name).data;
  return endpoint !== undefined && deliveryId !== undefined ? { endpoint, deliveryId } : {};
}
