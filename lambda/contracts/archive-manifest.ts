import * as z from 'zod';
import { archivedFileSchema, fileRoleSchema } from './archived-file';
import { foundBySchema } from './found-by';
import { endpointNameSchema, providerIdSchema, envelopeIdSchema } from './ids';

/** A problem with a bundle that did not prevent archiving it. */
export const bundleProblemSchema = z.object({
  name: z.string(),
  /** The key of the affected file. */
  key: z.string().optional(),
  /** The provider's ids of the first affected fields of a drawn document. */
  fields: z.array(z.string()).optional(),
});

export type BundleProblem = z.infer<typeof bundleProblemSchema>;

/** A file that the provider does not have: the API answered that it does not exist, or has no call for it. */
export const absentFileSchema = z.object({ role: fileRoleSchema, documentId: z.string().optional() });

export type AbsentFile = z.infer<typeof absentFileSchema>;

/**
 * `documents/<endpoint>/<envelopeId>/<revision>/manifest.json`, or `test/<endpoint>/documents/…` for a sample bundle. It is
 * written last and once: a bundle is complete when it has a manifest. Its JSON Schema is `docs/schemas/archive-manifest.schema.json`.
 */
export const archiveManifestSchema = z.object({
  version: z.literal(1),
  provider: providerIdSchema,
  endpoint: endpointNameSchema,
  envelope: z.object({
    id: envelopeIdSchema,
    /** The provider's older id of the envelope, if it has two. */
    legacyId: z.string().optional(),
    title: z.string().optional(),
    status: z.string(),
  }),
  revision: z.string(),
  /** The id of the `envelope.completed` event that started the archiving. */
  completionEventId: z.string(),
  /** The id of the job that wrote the manifest. Only that job announces the bundle. Absent in bundles of earlier versions. */
  orderId: z.string().optional(),
  /** Present in the sample bundle of a test webhook: nobody signed its file, and no provider knows the envelope. */
  test: z.literal(true).optional(),
  /** Who found the envelope: a pass over the provider's list, or an operator's import. Absent if a webhook reported it. */
  foundBy: foundBySchema.optional(),
  /** The time when the provider's API confirmed the completion for this bundle. Of a sample bundle: the arrival of its webhook. */
  confirmedAt: z.iso.datetime(),
  files: z.array(archivedFileSchema),
  absent: z.array(absentFileSchema),
  problems: z.array(bundleProblemSchema),
});

export type ArchiveManifest = z.infer<typeof archiveManifestSchema>;
