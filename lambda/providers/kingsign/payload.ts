/**
 * What a Kingsign webhook says, as far as we use it.
 *
 * Source: "Webhook Payload Examples" and src/utils/webhook-notifications.ts of
 * github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';

/** A field that is absent where it is not as the provider's page says: one odd field must not cost the others. */
const usable = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const idSchema = z.string().min(1).max(256);

/**
 * One place in the document that somebody fills in. What was filled in (`value`: a name, a date, the image of a signature)
 * is left behind here: nobody signed it, and it belongs into no event.
 */
const fieldSchema = z.object({
  _id: idSchema,
  isSigned: z.boolean(),
  updatedAt: z.iso.datetime({ offset: true }).max(64),
  /** Whose it is: on every event, so of a limited length. */
  contactId: usable(envelopeIdSchema),
});

/** A field of the document, without its value. */
export type PayloadField = Readonly<z.infer<typeof fieldSchema>>;

const documentSchema = z.object({
  /** The document's id: our envelope. The page's own sample has 23 hex digits, so that nothing says it is 24. */
  _id: usable(envelopeIdSchema),
  title: usable(z.string()),
  /** `pending`, `signed`, `completed`. */
  status: usable(z.string().min(1)),
  /** All of them, or none: a state of which a part is unreadable is no state. */
  documentFields: usable(boundedList(fieldSchema)),
});

const payloadSchema = z.object({ type: usable(z.string().min(1)), document: usable(documentSchema) });

/** What can be used of a webhook; what is missing or unusable is absent. */
export interface Payload {
  readonly type?: string;
  readonly envelopeId?: string;
  readonly title?: string;
  readonly status?: string;
  readonly fields?: readonly PayloadField[];
  /** The first thing that is wrong, by name. */
  readonly problem?: string;
}

/** Reads what can be used of a webhook's JSON object. Never throws. */
export function readPayload(object: Readonly<Record<string, unknown>>): Payload {
  const { type, document = {} } = payloadSchema.parse(object);
  const { _id: envelopeId, title, status, documentFields: fields } = document;
  const problem = problemOf([
    ['type-unusable', type],
    ['envelope-id-unusable', envelopeId],
    ['status-unusable', status],
    ['fields-unusable', fields],
  ]);
  return {
    ...(type === undefined ? {} : { type }),
    ...(envelopeId === undefined ? {} : { envelopeId }),
    ...(title === undefined ? {} : { title }),
    ...(status === undefined ? {} : { status }),
    ...(fields === undefined ? {} : { fields }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** In the order in which they matter: an event names one. */
function problemOf(needed: readonly (readonly [problem: string, value: unknown])[]): string | undefined {
  return needed.find(([, value]) => value === undefined)?.[0];
}
