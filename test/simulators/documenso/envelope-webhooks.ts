import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { SimulatedWebhook, WebhookTarget } from '../kit/provider-simulator';
import { isSince } from './instance-version';
import type { DocumensoEnvelope, SimulatedRecipient } from './simulated-envelope';

/** The state of an envelope when a webhook was sent. */
interface Moment {
  readonly status: 'DRAFT' | 'PENDING' | 'COMPLETED';
  readonly updatedAt: string;
  readonly completedAt: string | null;
  readonly opened: number;
  readonly signed: number;
}

/**
 * Makes all webhooks of an envelope, in an order in which Documenso sends them: completion overtakes the last signature.
 * Source: packages/lib/types/webhook-payload.ts at v2.0.0 to v2.17.0, and the payloads before, checked 2026-11-27.
 */
export function envelopeWebhooks(one: DocumensoEnvelope): readonly SimulatedWebhook[] {
  const moment = (changes: Partial<Moment>): Moment => ({
    status: 'PENDING',
    updatedAt: one.sentAt,
    completedAt: null,
    opened: 0,
    signed: 0,
    ...changes,
  });
  const make = (event: string, type: SigningEventType, at: Moment): SimulatedWebhook => ({
    event,
    type,
    body: (target) => JSON.stringify(body(event, payloadOf(one, at), target)),
  });
  const by = (index: number) => {
    const { id, email } = one.recipients[index]!;
    return { recipient: { id: String(id), email } };
  };
  const signature = (at: Moment) => [
    { ...make('DOCUMENT_RECIPIENT_COMPLETED', 'envelope.updated', at), ...by(at.signed - 1) },
    { ...make('DOCUMENT_SIGNED', 'recipient.signed', at), ...by(at.signed - 1) },
  ];
  const sealed = moment({
    status: 'COMPLETED',
    updatedAt: one.completedAt,
    completedAt: one.completedAt,
    opened: 2,
    signed: 2,
  });
  const completed = make('DOCUMENT_COMPLETED', 'envelope.completed', sealed);
  const [opened, signed] = signature(moment({ opened: 2, signed: 2 }));
  return [
    make('DOCUMENT_CREATED', 'envelope.created', moment({ status: 'DRAFT', updatedAt: one.createdAt })),
    make('DOCUMENT_SENT', 'envelope.sent', moment({})),
    { ...make('DOCUMENT_OPENED', 'recipient.viewed', moment({ opened: 1 })), ...by(0) },
    ...signature(moment({ opened: 1, signed: 1 })),
    // The body shows that two have opened it, but not who was the second.
    make('DOCUMENT_OPENED', 'recipient.viewed', moment({ opened: 2, signed: 1 })),
    ...(opened ? [opened] : []),
    completed,
    // The sealing job ran a second time.
    { ...completed, repeats: true },
    ...(signed ? [signed] : []),
  ];
}

/** Makes the body of one attempt, with the attempt's time. */
function body(event: string, payload: unknown, { url }: Pick<WebhookTarget, 'url'>) {
  return { event, payload, createdAt: new Date().toISOString(), webhookEndpoint: url };
}

function payloadOf(one: DocumensoEnvelope, at: Moment) {
  const recipients = one.recipients.map((recipient, index) => recipientOf(one, recipient, index, at));
  return {
    id: one.number,
    ...envelopeIdOf(one),
    externalId: one.externalId,
    userId: 1,
    authOptions: null,
    formValues: null,
    visibility: 'EVERYONE',
    title: one.title,
    status: at.status,
    // Until v1.12.
    ...(isSince(one.version, '2.0') ? {} : { documentDataId: one.items[0]?.documentDataId }),
    createdAt: one.createdAt,
    updatedAt: at.updatedAt,
    completedAt: at.completedAt,
    deletedAt: null,
    teamId: 3,
    templateId: null,
    source: 'DOCUMENT',
    documentMeta: { id: 'cm9d3kq4w000108l4e6mzb1xt', subject: 'Please sign', message: null },
    // Since v1.9.0.
    ...(isSince(one.version, '2.0') ? { recipients } : {}),
    Recipient: recipients,
  };
}

/** The id of the envelope, since v2.13.0. */
function envelopeIdOf({ id, version }: DocumensoEnvelope) {
  return isSince(version, '2.17') ? { envelopeId: id } : {};
}

function recipientOf(
  one: DocumensoEnvelope,
  { id, name, email, role, token, signedAt }: SimulatedRecipient,
  index: number,
  at: Moment,
) {
  return {
    id,
    ...envelopeIdOf(one),
    documentId: one.number,
    templateId: null,
    email,
    name,
    token,
    documentDeletedAt: null,
    // Since v2.7.0.
    ...(isSince(one.version, '2.12') ? { expiresAt: null, expirationNotifiedAt: null } : { expired: null }),
    authOptions: { accessAuth: [], actionAuth: [] },
    signingOrder: index + 1,
    rejectionReason: null,
    role,
    readStatus: index < at.opened ? 'OPENED' : 'NOT_OPENED',
    ...signingState(role === 'SIGNER' && index < at.signed ? signedAt : null, role),
    sendStatus: at.status === 'DRAFT' ? 'NOT_SENT' : 'SENT',
  };
}

/** A recipient who only gets a copy counts as signed from the start. */
function signingState(signedAt: string | null, role: SimulatedRecipient['role']) {
  return { signedAt, signingStatus: signedAt !== null || role === 'CC' ? 'SIGNED' : 'NOT_SIGNED' };
}
