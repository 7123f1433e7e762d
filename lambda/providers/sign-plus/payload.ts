import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';

/** A field that is absent where it is not as the provider's page says: one odd field must not cost the others. */
const usable = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/**
 * `hook.id`, `data.id` and `data.uid` are left behind here: they name the webhook and the account, not the event, and
 * are the same on every event of the page. So is `hook.target`, which is our address.
 */
const payloadSchema = z.object({
  /** `hook.event`: in lower case on the page, in upper case where it is registered. */
  event: usable(z.string().min(1)),
  /** `data.action`, on the audit trail only: upper case. */
  action: usable(z.string().min(1)),
  /** `data.envelope_id`: 24 hex digits. */
  envelopeId: usable(envelopeIdSchema),
  /** `data.recipient_id`, on the audit trail only: who acted. */
  recipientId: usable(z.string().min(1).max(256)),
  /** `data.file_name`, on all but the audit trail: the envelope's name, by the page's examples. */
  fileName: usable(z.string()),
});

/** The fields of a webhook that we use; what is missing or unusable is absent. */
export type Payload = Readonly<z.infer<typeof payloadSchema>>;
export type PayloadField = keyof Payload;

/** A webhook's fields as they stand in it, usable or not. */
export type RawFields = Readonly<Record<PayloadField, unknown>>;

/** What to call it when a field is not as it should be. In the order in which they matter: an event names one. */
const problems: Readonly<Record<PayloadField, string>> = {
  event: 'event-name-unusable',
  action: 'action-unusable',
  envelopeId: 'envelope-id-unusable',
  recipientId: 'recipient-id-unusable',
  fileName: 'title-unusable',
};

const partSchema = z.record(z.string(), z.unknown()).catch({});

/** Takes the fields that we use out of the two parts of a webhook's JSON object. */
export function rawFields(object: Readonly<Record<string, unknown>>): RawFields {
  const hook = partSchema.parse(object.hook);
  const data = partSchema.parse(object.data);
  return {
    event: hook.event,
    action: data.action,
    envelopeId: data.envelope_id,
    recipientId: data.recipient_id,
    fileName: data.file_name,
  };
}

/** Reads the fields that can be used. */
export function readPayload(fields: RawFields): Payload {
  return payloadSchema.parse(fields);
}

/**
 * Names the first thing that is wrong with a webhook's fields, or nothing.
 *
 * @param needed fields that must be there; of the others it is enough that they are absent, null or usable
 */
export function problemOf(
  fields: RawFields,
  payload: Payload,
  needed: readonly PayloadField[],
): string | undefined {
  const isGiven = (name: PayloadField) => fields[name] !== undefined && fields[name] !== null;
  const names = Object.keys(problems) as PayloadField[];
  const wrong = names.find((name) => payload[name] === undefined && (needed.includes(name) || isGiven(name)));
  return wrong && problems[wrong];
}
