import * as z from 'zod';
import { archivedFileSchema, fileRoleSchema } from './archived-file';
import { authenticitySchema } from './authenticity';
import { endpointNameSchema, providerIdSchema } from './ids';
/** Our words for what happens to an envelope: the bus's detail types. */
export const signingEventTypeSchema = z.enum([
  'envelope.created',
  'envelope.sent',
  'envelope.updated',
  'envelope.completed',
  'envelope.declined',
  'envelope.voided',
  'envelope.expired',
  'envelope.deleted',
  'envelope.archived',
  'envelope.archive-failed',
  'document.completed',
  'recipient.viewed',
  'recipient.signed',
  'recipient.declined',
  'recipient.expired',
  'recipient.reminded',
  'template.created',
  'template.updated',
  'template.deleted',
  'template.used',
  'provider.event',
]);

export type SigningEventType = z.infer<typeof signingEventTypeSchema>;

const objectKeySchema = z.object({ bucket: z.string(), key: z.string() });

export const envelopeSchema = z.object({
  id: z.string(),
  /** The provider's older id for it, where it has two (Documenso's number): the same in every version of the provider. */
  legacyId: z.string().optional(),
  title: z.string().optional(),
  /** The sender's own reference, where the provider has a text for it. */
  externalId: z.string().optional(),
  /** The sender's own JSON, where the provider has an object for it (iinked Sign's `externalData`); left out over 8 KiB: the record has it. */
  externalData: z.record(z.string(), z.unknown()).optional(),
  /** The provider's word for the envelope's state. */
  status: z.string().optional(),
});

export const documentSchema = z.object({
  id: z.string(),
  title: z.string().optional(),
  externalId: z.string().optional(),
});

export const recipientSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  status: z.string().optional(),
});

/** What was archived: on `envelope.archived` only. */
export const archiveSummarySchema = z.object({
  bucket: z.string(),
  revision: z.string(),
  manifest: z.object({ key: z.string(), sha256: z.string() }),
  /** Left out beyond 200 files, or where they make the event too large: the manifest has them all. */
  files: z.array(archivedFileSchema).optional(),
  fileCount: z.number().int().nonnegative(),
  /** What there is among the files, each role once: for rules that want an executed document, or a drawn one. */
  roles: z.array(fileRoleSchema),
});

/** The `detail` of an event on the bus. `source` is `esign.<provider>`, `detail-type` is `type`. */
export const signingEventSchema = z.object({
  version: z.literal(1),
  /** The same for every redelivery of the same event: de-duplicate by it. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  type: signingEventTypeSchema,
  provider: providerIdSchema,
  endpoint: endpointNameSchema,
  /** How the request that started this proved itself; absent where no webhook did (the archiver's own events). */
  authenticity: authenticitySchema.optional(),
  /** True where the provider's API, and not only a webhook, says so. */
  confirmed: z.boolean(),
  /** A delivery of the provider's test button. */
  test: z.literal(true).optional(),
  /** When it happened, as the provider says; absent where it says nothing. */
  occurredAt: z.string().optional(),
  /** When we heard of it: the webhook's arrival, or the archiver's word. */
  receivedAt: z.iso.datetime(),
  envelope: envelopeSchema.optional(),
  document: documentSchema.optional(),
  recipient: recipientSchema.optional(),
  recipients: z.array(recipientSchema).optional(),
  progress: z.object({ signed: z.number().int(), total: z.number().int() }).optional(),
  /** What was wrong with a genuine request, or why an archive failed, by name. */
  problem: z.string().optional(),
  /** The provider's own name for the event. */
  providerEvent: z.string().optional(),
  /** The raw request, kept write-once. */
  record: objectKeySchema.optional(),
  archive: archiveSummarySchema.optional(),
});

export type SigningEvent = z.infer<typeof signingEventSchema>;
