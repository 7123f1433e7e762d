/**
 * What a Documenso webhook's body holds, in every shape from v1.5 to v2.17.
 *
 * Source: packages/lib/types/webhook-payload.ts of github.com/documenso/documenso, its history up to v2.17.0, and the
 * provider's "Webhooks" page, checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { clipText } from '../../kit/text';

/** A field that is absent where it is not as it should be: one odd field must not cost the others. */
const usable = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const numberIdSchema = z.number().int().nonnegative();

/** ISO 8601 with milliseconds; null says "not yet". */
const timeSchema = z.iso.datetime({ offset: true }).max(64).nullable();

/** UTF-16 units; an event has room for so much of a provider's text. */
const text = (longest: number) => z.string().transform((value) => clipText(value, longest));

/** A recipient; its `token` is a signing link's secret and left behind here. */
const recipientSchema = z.object({
  id: numberIdSchema,
  name: usable(text(128)),
  email: usable(text(254)),
  /** Whoever has to act, or `CC`, who only gets a copy. */
  role: usable(text(100)),
  readStatus: usable(text(100)),
  signingStatus: usable(text(100)),
  /** Also when the recipient rejected. */
  signedAt: usable(timeSchema),
  /** Since v2.7.0. */
  expirationNotifiedAt: usable(timeSchema),
});

const payloadSchema = z.object({
  /** The document's number, or the template's: in every version. */
  id: usable(numberIdSchema),
  /** `envelope_…`, since v2.13.0. */
  envelopeId: usable(envelopeIdSchema.regex(/\D/)),
  externalId: usable(text(1024)),
  teamId: usable(numberIdSchema.nullable()),
  title: usable(text(500)),
  status: usable(text(100)),
  createdAt: usable(timeSchema),
  updatedAt: usable(timeSchema),
  completedAt: usable(timeSchema),
  deletedAt: usable(timeSchema),
  documentMeta: usable(z.object({ id: usable(z.string()) }).nullable()),
  /** Since v1.9.0. */
  recipients: usable(boundedList(recipientSchema)),
  /** In every version; the same list. */
  Recipient: usable(boundedList(recipientSchema)),
});

/** One recipient, as far as events tell of it. */
export type Recipient = Readonly<z.infer<typeof recipientSchema>>;

/** The fields of a payload that we use; what is missing or unusable is absent. */
export type Payload = Readonly<Omit<z.infer<typeof payloadSchema>, 'recipients' | 'Recipient'>> & {
  readonly recipients?: readonly Recipient[];
};

/** Reads the fields that can be used of a payload. */
export function readPayload(given: unknown): Payload {
  const { recipients, Recipient, ...rest } = payloadSchema.catch({}).parse(given);
  return { ...rest, recipients: recipients ?? Recipient };
}

/** Names the first thing that is wrong with a payload, or nothing. */
export function problemOf(given: unknown, payload: Payload): string | undefined {
  const object = isObject(given) ? given : {};
  const isGiven = (name: string) => object[name] !== undefined && object[name] !== null;
  if (payload.id === undefined || (isGiven('envelopeId') && payload.envelopeId === undefined)) {
    return 'envelope-id-unusable';
  }
  const hasRecipients = isGiven('recipients') || isGiven('Recipient');
  return hasRecipients && payload.recipients === undefined ? 'recipients-unusable' : undefined;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
