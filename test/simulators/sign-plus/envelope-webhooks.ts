import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { SimulatedWebhook } from '../kit/provider-simulator';
import type { SignPlusEnvelope, SimulatedRecipient } from './simulated-envelope';

/** The parts of every webhook of an account. */
export interface SignPlusAccount {
  /** The value of both `hook.id` and `data.id`, in every example of the provider's page. */
  readonly webhookId: string;
  readonly uid: string;
}

/** The ends of an envelope. */
export type EnvelopeEnd = 'completed' | 'declined' | 'voided' | 'expired';

/** The actions of a recipient. */
export type RecipientAction = 'viewed' | 'signed' | 'declined';

/**
 * Makes all webhooks of a completed envelope: everybody views it, the first recipient twice, and signs.
 * Source: https://apidoc.sign.plus/guides/get-notified-using-webhooks, checked 2026-11-21.
 */
export function envelopeWebhooks(
  account: SignPlusAccount,
  one: SignPlusEnvelope,
): readonly SimulatedWebhook[] {
  return [
    ...one.recipients.flatMap((recipient, index): SimulatedWebhook[] => {
      const viewed = auditTrail(account, one, recipient, 'viewed');
      const signed = auditTrail(account, one, recipient, 'signed');
      return index === 0 ? [viewed, { ...viewed, repeats: true }, signed] : [viewed, signed];
    }),
    endOfEnvelope(account, one, 'completed'),
  ];
}

/** Makes the webhook about an envelope's end. */
export function endOfEnvelope(
  account: SignPlusAccount,
  one: SignPlusEnvelope,
  end: EnvelopeEnd,
): SimulatedWebhook {
  return webhook(account, `envelope_${end}`, `envelope.${end}`, {
    envelope_id: one.id,
    file_name: one.name,
  });
}

/** Makes the webhook about a recipient's action. */
function auditTrail(
  account: SignPlusAccount,
  one: SignPlusEnvelope,
  recipient: SimulatedRecipient,
  action: RecipientAction,
): SimulatedWebhook {
  const made = webhook(account, 'envelope_audit_trail', `recipient.${action}`, {
    envelope_id: one.id,
    recipient_id: recipient.id,
    action: `ENVELOPE_${action.toUpperCase()}`,
  });
  return { ...made, recipient: { id: recipient.id } };
}

function webhook(
  { webhookId: id, uid }: SignPlusAccount,
  event: string,
  type: SigningEventType,
  data: Readonly<Record<string, string>>,
): SimulatedWebhook {
  const body = (target: string) =>
    JSON.stringify({ hook: { id, event, target }, data: { id, uid, ...data } });
  return { event, type, body: ({ url }) => body(url) };
}
