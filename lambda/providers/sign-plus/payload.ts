/**
 * The fields of a Sign.Plus webhook.
 *
 * Source: https://apidoc.sign.plus/guides/get-notified-using-webhooks, checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { isObject, type JsonObject } from '../../kit/json';
import { idSchema, usable } from '../support/payload';

/**
 * `hook.id`, `data.id` and `data.uid` are left out: they name the webhook and the account, not the event, and are equal on
 * every event of the page. So is `hook.target`, which is our address.
 */
const payloadSchema = z.object({
  /** `hook.event`: in lower case on the page, in upper case where it is registered. */
  event: usable(z.string().min(1)),
  /** `data.action`, on the audit trail only: upper case. */
  action: usable(z.string().min(1)),
  /** `data.envelope_id`: 24 hex digits. */
  envelopeId: usable(envelopeIdSchema),
  /** `data.recipient_id`, on the audit trail only: who acted. */
  recipientId: usable(idSchema),
  /** `data.file_name`, on all but the audit trail: the envelope's name, by the page's examples. */
  fileName: usable(z.string()),
});

/** The fields of a webhook that we use. A field that is missing or unusable is absent. */
export type Payload = Readonly<z.infer<typeof payloadSchema>>;
export type PayloadField = keyof Payload;

/** A webhook's fields as they came, usable or not. */
export type GivenFields = Readonly<Record<PayloadField, unknown>>;

/** The problem's name for each field, the most important first. */
export const problems: Readonly<Record<PayloadField, string>> = {
  event: 'event-name-unusable',
  action: 'action-unusable',
  envelopeId: 'envelope-id-unusable',
  recipientId: 'recipient-id-unusable',
  fileName: 'title-unusable',
};

/** Picks the fields that we use from the two parts of a webhook's JSON object. */
export function givenFields(object: JsonObject): GivenFields {
  const hook = isObject(object.hook) ? object.hook : {};
  const data = isObject(object.data) ? object.data : {};
  return {
    event: hook.event,
    action: data.action,
    envelopeId: data.envelope_id,
    recipientId: data.recipient_id,
    fileName: data.file_name,
  };
}

/** Reads the usable fields. */
export function readPayload(fields: GivenFields): Payload {
  return payloadSchema.parse(fields);
}
