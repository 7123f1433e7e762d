/**
 * The fields of an iinked Sign webhook.
 *
 * Source: Webhooks guide v4, External data guide v4 and the page of `package_add`, checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { isNestedUpTo, type JsonObject } from '../../kit/json';
import { clipped } from '../../kit/clipped';
import { idSchema, maxLength, timeSchema, usable } from '../support/payload';

/** An event holds 1 MB, external data included, and is billed per 64 KB. */
const maxExternalDataBytes = 8 * 1024;

/** Consumers' parsers have a limit too: .NET's is 64 levels. */
const maxExternalDataDepth = 32;

/**
 * The sender's own JSON object, if an event can carry it unchanged. Otherwise only the record has it: a consumer must not
 * get a number that JavaScript has rounded.
 */
const externalDataSchema = z
  .record(z.string(), z.unknown())
  .refine(
    (data) =>
      isNestedUpTo(maxExternalDataDepth, data, isExact) &&
      Buffer.byteLength(JSON.stringify(data)) <= maxExternalDataBytes,
  );

/** A fraction may lose digits beyond its sixteenth. A whole number may be an id, and must lose none. */
function isExact(value: unknown): boolean {
  if (typeof value !== 'number') return true;
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

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
  /** ISO 8601 in UTC with seven fractional digits. */
  eventTime: usable(timeSchema),
  /** The document's text reference, or null, on document events. */
  externalId: usable(clipped(maxLength.reference)),
  /** The package's JSON object, or null, on package events. */
  externalData: usable(externalDataSchema),
});

/** The fields of a webhook that we use. A field that is missing or unusable is absent. */
export type Payload = Readonly<z.infer<typeof payloadSchema>>;
export type PayloadField = keyof Payload;

/** The problem's name for each field, the most important first. */
export const problems: Readonly<Record<PayloadField, string>> = {
  action: 'action-unusable',
  packageId: 'envelope-id-unusable',
  documentId: 'document-id-unusable',
  signerId: 'recipient-id-unusable',
  eventId: 'event-id-unusable',
  eventTime: 'event-time-unusable',
  externalId: 'external-id-unusable',
  externalData: 'external-data-left-out',
};

/** Reads the usable fields of a webhook's JSON object. */
export function readPayload(object: JsonObject): Payload {
  return payloadSchema.parse(object);
}
