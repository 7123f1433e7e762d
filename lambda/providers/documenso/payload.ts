/**
 * The fields of a Documenso webhook, in every shape from v1.5 to v2.17.
 *
 * Source: packages/lib/types/webhook-payload.ts of github.com/documenso/documenso, its history up to v2.17.0, and the
 * provider's "Webhooks" page, checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { isObject } from '../../kit/json';
import { clipped } from '../../kit/clipped';
import { firstProblem, maxLength, timeSchema, usable } from '../support/payload';

const numberIdSchema = z.number().int().nonnegative();

/** A time, or null for "not yet". */
const time = usable(timeSchema.nullable());

/** A state, in the provider's word. */
const word = usable(clipped(100));

/** A recipient, without its `token`: that is the secret of a signing link. */
const recipientSchema = z.object({
  id: numberIdSchema,
  name: usable(clipped(128)),
  email: usable(clipped(254)),
  /** What the recipient has to do, or `CC` for one who only gets a copy. */
  role: word,
  readStatus: word,
  signingStatus: word,
  /** Also set when the recipient rejected. */
  signedAt: time,
  /** Since v2.7.0. */
  expirationNotifiedAt: time,
});

const payloadSchema = z.object({
  /** The number of the document or of the template, in every version. */
  id: usable(numberIdSchema),
  /** `envelope_…`, since v2.13.0. */
  envelopeId: usable(envelopeIdSchema.check(z.regex(/\D/))),
  externalId: usable(clipped(maxLength.reference)),
  teamId: usable(numberIdSchema.nullable()),
  /** The number of the template that the document was made from. */
  templateId: usable(numberIdSchema.nullable()),
  title: usable(clipped(maxLength.title)),
  status: word,
  createdAt: time,
  updatedAt: time,
  completedAt: time,
  deletedAt: time,
  documentMeta: usable(z.object({ id: usable(z.string()) }).nullable()),
  /** Since v1.9.0. */
  recipients: usable(boundedList(recipientSchema)),
  /** The same list, in every version. */
  Recipient: usable(boundedList(recipientSchema)),
});

/** The fields of one recipient that we use. */
export type Recipient = Readonly<z.infer<typeof recipientSchema>>;

/** The fields of a payload that we use. A field that is missing or unusable is absent. */
export type Payload = Readonly<Omit<z.infer<typeof payloadSchema>, 'recipients' | 'Recipient'>> & {
  readonly recipients?: readonly Recipient[];
};

/** Reads the usable fields of a payload. */
export function readPayload(given: unknown): Payload {
  const { recipients, Recipient, ...rest } = payloadSchema.catch({}).parse(given);
  return { ...rest, recipients: recipients ?? Recipient };
}

const problems = {
  id: 'envelope-id-unusable',
  envelopeId: 'envelope-id-unusable',
  recipients: 'recipients-unusable',
} as const;

/** Returns the name of the first thing that is wrong with a payload, if anything is. */
export function payloadProblem(given: unknown, payload: Payload): string | undefined {
  const { envelopeId, recipients, Recipient } = isObject(given) ? given : {};
  return firstProblem(problems, { envelopeId, recipients: recipients ?? Recipient }, payload, ['id']);
}

/** The ids of `documentMeta` in samples. The second one is of DOCUMENT_CANCELLED, whose document is number 7. */
const sampleMetaIds: ReadonlySet<string | undefined> = new Set(['doc_meta_123', 'cm6exvn96006ji02rqvzjvwoy']);

/**
 * Whether a payload is the sample that the Test button sends.
 *
 * The sample is document 10 (or 7) without a team. Real documents of old instances can look the same, so the sample's
 * fixed ids decide: its `envelopeId` or, before v2.13.0, the id of its `documentMeta`. Real ones are random. (The examples
 * on the provider's page are of a version without the button.)
 *
 * Source: packages/lib/server-only/webhooks/trigger/generate-sample-data.ts of github.com/documenso/documenso, checked
 * 2026-11-21.
 */
export function isSample({ envelopeId, teamId, documentMeta }: Payload): boolean {
  if (teamId !== null) return false;
  return envelopeId === undefined ? sampleMetaIds.has(documentMeta?.id) : envelopeId === 'env_123';
}
