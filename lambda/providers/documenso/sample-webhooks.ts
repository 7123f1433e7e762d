/**
 * Documenso's webhooks, as samples in the shape of v2.17.
 *
 * Source: packages/lib/types/webhook-payload.ts of github.com/documenso/documenso at v2.17.0, checked 2026-11-21.
 */
import type { JsonObject } from '../../kit/json';
import type { SampleFacts, SampleWebhooks } from '../support/sample-webhooks';

/** Samples for all 14 events, and one that no version has. */
export const documensoSamples: SampleWebhooks = {
  bodies: {
    'envelope.created': sample('DOCUMENT_CREATED', { status: 'DRAFT' }),
    'envelope.sent': sample('DOCUMENT_SENT', {}),
    'envelope.updated': sample('DOCUMENT_RECIPIENT_COMPLETED', { signed: 1 }),
    'recipient.viewed': sample('DOCUMENT_OPENED', { opened: 1 }),
    'recipient.signed': sample('DOCUMENT_SIGNED', { signed: 1 }),
    'recipient.expired': sample('RECIPIENT_EXPIRED', { hasExpired: true }),
    'recipient.reminded': sample('DOCUMENT_REMINDER_SENT', {}),
    'envelope.completed': sample('DOCUMENT_COMPLETED', { status: 'COMPLETED', signed: 2 }),
    'envelope.declined': sample('DOCUMENT_REJECTED', { status: 'REJECTED', hasRejected: true }),
    'envelope.voided': sample('DOCUMENT_CANCELLED', { status: 'CANCELLED' }),
    'envelope.deleted': sample('DOCUMENT_CANCELLED', { status: 'DRAFT', isDeleted: true }),
    'template.created': sample('TEMPLATE_CREATED', { status: 'DRAFT' }),
    'template.updated': sample('TEMPLATE_UPDATED', { status: 'DRAFT' }),
    'template.deleted': sample('TEMPLATE_DELETED', { status: 'DRAFT', isDeleted: true }),
    'template.used': sample('TEMPLATE_USED', { status: 'DRAFT' }),
    'provider.event': sample('ESIGN_TEST', {}),
  },
  headers: (_, { secret }) => ({
    'content-type': 'application/json',
    'user-agent': 'node',
    'x-documenso-secret': secret,
  }),
};

/** The state of the document when the webhook was sent. By default it is pending, and nothing has happened to its two recipients. */
interface Moment {
  readonly status?: string;
  /** How many of the recipients have opened it; by default as many as have signed. */
  readonly opened?: number;
  /** How many of the recipients have signed. */
  readonly signed?: number;
  /** Whether the first recipient has rejected. */
  readonly hasRejected?: boolean;
  /** Whether the first recipient's time to sign is over. */
  readonly hasExpired?: boolean;
  readonly isDeleted?: boolean;
}

function sample(event: string, moment: Moment) {
  return (facts: SampleFacts): JsonObject => ({
    event,
    payload: payloadOf(event, facts, moment),
    createdAt: facts.now.toISOString(),
    webhookEndpoint: facts.address,
  });
}

/** The states in which Documenso gives a document the time of its end. */
const finalStates: readonly string[] = ['COMPLETED', 'REJECTED', 'CANCELLED'];

function payloadOf(event: string, facts: SampleFacts, moment: Moment): JsonObject {
  const { envelopeId, now } = facts;
  const { status = 'PENDING', isDeleted = false } = moment;
  const id = sampleNumber(facts);
  const isOfTemplate = event.startsWith('TEMPLATE_');
  const recipients = people.map((_, index) => recipientOf(index, facts, { id, ...moment }));
  return {
    id,
    envelopeId,
    externalId: null,
    userId: 1,
    authOptions: null,
    formValues: null,
    visibility: 'EVERYONE',
    title: 'Test envelope',
    status,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    completedAt: finalStates.includes(status) ? now.toISOString() : null,
    deletedAt: isDeleted ? now.toISOString() : null,
    teamId: 1,
    templateId: isOfTemplate ? id : null,
    source: isOfTemplate ? 'TEMPLATE' : 'DOCUMENT',
    documentMeta: { id: 'esign-test', subject: 'A test webhook', message: null, timezone: 'Etc/UTC' },
    recipients,
    Recipient: recipients,
  };
}

/** A number that no instance reaches: its database counts documents in 32 bits. */
function sampleNumber({ newId }: SampleFacts): number {
  return 2 ** 33 + Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
}

const people = [
  { name: 'Ada Byron', email: 'ada@example.com' },
  { name: 'Alan Mathison', email: 'alan@example.com' },
] as const;

function recipientOf(
  index: number,
  { envelopeId, now }: SampleFacts,
  { id, hasExpired = false, status, ...moment }: Moment & { readonly id: number },
): JsonObject {
  return {
    id: index + 1,
    envelopeId,
    documentId: id,
    templateId: null,
    ...people[index],
    token: 'esign-test',
    documentDeletedAt: null,
    expiresAt: null,
    expirationNotifiedAt: hasExpired && index === 0 ? now.toISOString() : null,
    ...signingFields(index, now, moment),
    authOptions: { accessAuth: [], actionAuth: [] },
    signingOrder: index + 1,
    role: 'SIGNER',
    sendStatus: status === 'DRAFT' ? 'NOT_SENT' : 'SENT',
  };
}

function signingFields(index: number, now: Date, moment: Moment): JsonObject {
  const { signed = 0, opened = signed, hasRejected = false } = moment;
  const opening = { readStatus: index < opened ? 'OPENED' : 'NOT_OPENED' };
  const signedAt = now.toISOString();
  if (hasRejected && index === 0) return { ...opening, ...rejected, signedAt };
  if (index < signed) return { ...opening, signingStatus: 'SIGNED', signedAt, rejectionReason: null };
  return { ...opening, signingStatus: 'NOT_SIGNED', signedAt: null, rejectionReason: null };
}

const rejected = { readStatus: 'OPENED', signingStatus: 'REJECTED', rejectionReason: 'A test' };
