/**
 * The fields of a Kingsign webhook.
 *
 * Source: "Webhook Payload Examples" and src/utils/webhook-notifications.ts of
 * github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import type { JsonObject } from '../../kit/json';
import { clipped } from '../../kit/clipped';
import { idSchema, maxLength, timeSchema, usable } from '../support/payload';

/**
 * One place in the document that somebody fills in. Its `value` (a name, a date, the image of a signature) is left out:
 * it is not signed, and no event may have it.
 */
const fieldSchema = z.object({
  _id: idSchema,
  isSigned: z.boolean(),
  updatedAt: timeSchema,
  /** The contact who fills the field in. Every event has it, so its length is limited. */
  contactId: usable(envelopeIdSchema),
});

/** A field of the document, without its value. */
export type DocumentField = Readonly<z.infer<typeof fieldSchema>>;

const documentSchema = z.object({
  /** The document's id: our envelope. It may have any length: the page's own sample has 23 hex digits, not 24. */
  _id: usable(envelopeIdSchema),
  title: usable(clipped(maxLength.title)),
  /** `pending`, `signed`, `completed`. */
  status: usable(z.string().min(1)),
  /** Absent if any field is unreadable: the rest alone would be a wrong state. */
  documentFields: usable(boundedList(fieldSchema)),
});

const payloadSchema = z.object({ type: usable(z.string().min(1)), document: usable(documentSchema) });

/** The fields of a webhook that we use. A field that is missing or unusable is absent. */
export interface Payload {
  readonly type?: string;
  readonly envelopeId?: string;
  readonly title?: string;
  readonly status?: string;
  readonly fields?: readonly DocumentField[];
}
export type PayloadField = keyof typeof problems;

/** The problem's name for each field, the most important first. */
export const problems = {
  type: 'type-unusable',
  envelopeId: 'envelope-id-unusable',
  status: 'status-unusable',
  fields: 'fields-unusable',
} as const satisfies Partial<Record<keyof Payload, string>>;

/** Reads the usable fields of a webhook's JSON object. */
export function readPayload(object: JsonObject): Payload {
  const { type, document = {} } = payloadSchema.parse(object);
  const { _id: envelopeId, title, status, documentFields: fields } = document;
  return { type, envelopeId, title, status, fields };
}
