import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { externalDataSchema } from './external-data';

/** A field that is absent where it is not as the provider's page says: one odd field must not cost the others. */
const usable = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const idSchema = z.string().min(1).max(256);

const payloadSchema = z.object({
  action: usable(z.string().min(1)),
  /** GUID of the package: our envelope. */
  packageId: usable(envelopeIdSchema),
  /** GUID, on document events. */
  documentId: usable(idSchema),
  /** GUID, on `document_signed`: the signer who acted. */
  signerId: usable(idSchema),
  /** GUID of the event. */
  eventId: usable(idSchema),
  /** ISO 8601 in UTC with seven fractional digits; kept as text, since a Date would lose four of them. */
  eventTime: usable(z.iso.datetime({ offset: true }).max(64)),
  /** The document's text reference, or null, on document events. */
  externalId: usable(z.string()),
  /** The package's JSON object, or null, on package events. */
  externalData: usable(externalDataSchema),
});

/** The fields of a webhook that we use; what is missing or unusable is absent. */
export type Payload = Readonly<z.infer<typeof payloadSchema>>;
export type PayloadField = keyof Payload;

/** What to call it when a field is not as it should be. In the order in which they matter: an event names one. */
const problems: Readonly<Record<PayloadField, string>> = {
  action: 'action-unusable',
  packageId: 'envelope-id-unusable',
  documentId: 'document-id-unusable',
  signerId: 'recipient-id-unusable',
  eventId: 'event-id-unusable',
  eventTime: 'event-time-unusable',
  externalId: 'external-id-unusable',
  externalData: 'external-data-left-out',
};

/** Reads the fields that can be used of a webhook's JSON object. */
export function readPayload(object: Readonly<Record<string, unknown>>): Payload {
  return payloadSchema.parse(object);
}

/**
 * Names the first thing that is wrong with a webhook's JSON object, or nothing.
 *
 * @param needed fields that must be there; of the others it is enough that they are absent, null or usable
 */
export function problemOf(
  object: Readonly<Record<string, unknown>>,
  payload: Payload,
  needed: readonly PayloadField[],
): string | undefined {
  const isGiven = (name: PayloadField) => object[name] !== undefined && object[name] !== null;
  const names = Object.keys(problems) as PayloadField[];
  const wrong = names.find((name) => payload[name] === undefined && (needed.includes(name) || isGiven(name)));
  return wrong && problems[wrong];
}
