import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { SimulatedWebhook } from '../kit/provider-simulator';
import type { SignPlusEnvelope, SimulatedRecipient } from './simulated-envelope';

/** What stands in every webhook of an account, whatever happened. */
export interface SignPlusAccount {
  /** In `hook.id` and `data.id` alike, in every example of the provider's page. */
  readonly webhookId: string;
  readonly uid: string;
}

/** How an envelope can end. */
export type EnvelopeEnd = 'completed' | 'declined' | 'voided' | 'expired';

/** What a recipient can do. */
export type RecipientAction = 'viewed' | 'signed' | 'declined';

/**
 * All webhooks of a completed envelope's life: everybody views it, the first one twice, and signs.
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

/** The webhook about an envelope's end. */
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

/** The webhook about what a recipient did. */
export function auditTrail(
  account: SignPlusAccount,
  one: SignPlusEnvelope,
  recipient: SimulatedRecipient,
  action: RecipientAction,
): SimulatedWebhook {
  return webhook(account, 'envelope_audit_trail', `recipient.${action}`, {
    envelope_id: one.id,
    recipient_id: recipient.id,
    action: `ENVELOPE_${action.toUpperCase()}`,
  });
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
