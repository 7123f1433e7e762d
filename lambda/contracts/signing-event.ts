import * as z from 'zod';
import { archivedFileSchema, fileRoleSchema } from './archived-file';
import { authenticitySchema } from './authenticity';
import { foundBySchema } from './found-by';
import { endpointNameSchema, providerIdSchema } from './ids';
import { missingFileSchema } from './incomplete-bundle';

/** The types of signing events: the detail types on the bus. */
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

const envelopeSchema = z.object({
  id: z.string(),
  /** The provider's older id of the envelope, if it has two (Documenso's number). It is the same in each version of the provider. */
  legacyId: z.string().optional(),
  /** The template that the envelope was made from (Documenso's number): the `legacyId` of that template's own events. */
  templateId: z.string().optional(),
  title: z.string().optional(),
  /** The sender's own reference, if the provider supports a text. */
  externalId: z.string().optional(),
  /** The sender's own JSON, if the provider supports an object (iinked Sign's `externalData`). Left out above 8 KiB: the record has it. */
  externalData: z.record(z.string(), z.unknown()).optional(),
  /** The provider's name of the envelope's state. */
  status: z.string().optional(),
});

const documentSchema = z.object({
  id: z.string(),
  title: z.string().optional(),
  externalId: z.string().optional(),
});

const recipientSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  status: z.string().optional(),
  /** The time when the provider found that the recipient's time to sign is over. Absent before, and after a new invitation. */
  expiredAt: z.string().optional(),
});

/** The archived bundle, on `envelope.archived` only. */
const archiveSummarySchema = z.object({
  bucket: z.string(),
  revision: z.string(),
  manifest: z.object({ key: z.string(), sha256: z.string() }),
  /** Left out above 200 files, or if the event became too large. The manifest has all files. */
  files: z.array(archivedFileSchema).optional(),
  fileCount: z.number().int().nonnegative(),
  /** The roles of the files, each once. Event rules can match an executed or a rendered document. */
  roles: z.array(fileRoleSchema),
  /** The names of the bundle's problems, each once. Event rules can match a damaged file. */
  problems: z.array(z.string()).optional(),
});

/**
 * What the archive has of an envelope that could not be archived, on `envelope.archive-failed` only. It is not a bundle, and
 * its field is not `archive`, so that no rule takes it for one.
 */
const incompleteSummarySchema = z.object({
  bucket: z.string(),
  revision: z.string(),
  /** The key of `incomplete.json`. */
  key: z.string(),
  sha256: z.string(),
  /** Left out above 200 files, or if the event became too large. `incomplete.json` has all files. */
  files: z.array(archivedFileSchema).optional(),
  fileCount: z.number().int().nonnegative(),
  /** The files that cannot be had, and why. Left out like `files`. */
  missing: z.array(missingFileSchema).optional(),
  missingCount: z.number().int().nonnegative(),
});

/** The `detail` of an event on the bus. Its `source` is `esign.<provider>`, its `detail-type` is `type`. */
export const signingEventSchema = z.object({
  version: z.literal(1),
  /** The same for each delivery of the same event. Consumers de-duplicate by it. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  type: signingEventTypeSchema,
  provider: providerIdSchema,
  endpoint: endpointNameSchema,
  /** The proof of the webhook's sender; absent on the archiver's own events. */
  authenticity: authenticitySchema.optional(),
  /** True if the provider's API confirmed it, and not only a webhook. Never true on `envelope.archive-failed`, nor on a test. */
  confirmed: z.boolean(),
  /**
   * Who found the envelope: a pass over the provider's list (`reconciliation`), or an operator's `import` of the past. Only
   * events of the archiver have it. Absent if a webhook reported the completion.
   */
  foundBy: foundBySchema.optional(),
  /** Present if a test webhook caused the event: the command `trigger`, or Documenso's Test button. Nobody signed anything. */
  test: z.literal(true).optional(),
  /** The provider's time of the event, if it sends one. */
  occurredAt: z.string().optional(),
  /** The arrival of the webhook, or the time when the archiver made the event. */
  receivedAt: z.iso.datetime(),
  envelope: envelopeSchema.optional(),
  document: documentSchema.optional(),
  recipient: recipientSchema.optional(),
  recipients: z.array(recipientSchema).optional(),
  progress: z.object({ signed: z.number().int(), total: z.number().int() }).optional(),
  /** The problem with a genuine request, or the reason why archiving failed. */
  problem: z.string().optional(),
  /** The provider's own name of the event. */
  providerEvent: z.string().optional(),
  /** The object with the raw request, written once. */
  record: objectKeySchema.optional(),
  archive: archiveSummarySchema.optional(),
  incomplete: incompleteSummarySchema.optional(),
});

export type SigningEvent = z.infer<typeof signingEventSchema>;
