import * as z from 'zod';
import { archivedFileSchema, fileRoleSchema } from './archived-file';
import { endpointNameSchema, providerIdSchema, envelopeIdSchema } from './ids';
/** What is odd about a bundle that is archived all the same: a name, and the file it is about. */
export const bundleProblemSchema = z.object({
  name: z.string(),
  key: z.string().optional(),
  /** The provider's ids of the fields that it is about, in a drawn document: the first of them. */
  fields: z.array(z.string()).optional(),
});

export type BundleProblem = z.infer<typeof bundleProblemSchema>;

/** A file that the provider does not have: it said so when asked, or its API offers none. */
export const absentFileSchema = z.object({ role: fileRoleSchema, documentId: z.string().optional() });

export type AbsentFile = z.infer<typeof absentFileSchema>;

/**
 * `documents/<endpoint>/<envelopeId>/<revision>/manifest.json`: written last and once, it makes the files beside it
 * a bundle. Its JSON Schema is `docs/schemas/archive-manifest.schema.json`.
 */
export const archiveManifestSchema = z.object({
  version: z.literal(1),
  provider: providerIdSchema,
  endpoint: endpointNameSchema,
  envelope: z.object({
    id: envelopeIdSchema,
    /** The provider's older id for it, where it has two. */
    legacyId: z.string().optional(),
    title: z.string().optional(),
    status: z.string(),
  }),
  revision: z.string(),
  /** The event that ordered the archiving. */
  completionEventId: z.string(),
  /** When the provider's API confirmed completion for this bundle. */
  confirmedAt: z.iso.datetime(),
  files: z.array(archivedFileSchema),
  absent: z.array(absentFileSchema),
  problems: z.array(bundleProblemSchema),
});

export type ArchiveManifest = z.infer<typeof archiveManifestSchema>;
