import * as z from 'zod';
import { archiveManifestSchema } from './archive-manifest';
import { fileRoleSchema } from './archived-file';

/** A file of an envelope that the archive does not have, although the provider lists it. */
export const missingFileSchema = z
  .object({
    role: fileRoleSchema,
    name: z.string().describe('The path that the file would have inside the bundle.'),
    documentId: z.string().describe("The provider's id of the document.").optional(),
    title: z.string().describe("The provider's name of the document.").optional(),
    reason: z
      .string()
      .describe(
        'The reason why the last attempt did not get the file, or `not-tried`: the run ended before it.',
      ),
  })
  .meta({
    title: 'MissingFile',
    description: 'A file of an envelope that the archive does not have, although the provider lists it.',
  });

export type MissingFile = z.infer<typeof missingFileSchema>;

/**
 * `documents/<endpoint>/<envelopeId>/<revision>/incomplete.json`. It is written once, when the archiver gives up an envelope
 * that is complete at the provider, but has a file that cannot be had. It is no manifest: a bundle is complete when it has a
 * `manifest.json`, which may still come later, beside it. Its JSON Schema is `docs/schemas/incomplete-bundle.schema.json`.
 */
export const incompleteBundleSchema = archiveManifestSchema.omit({ orderId: true, test: true }).extend({
  incomplete: z.literal(true),
  /** The time when the archiver gave up. */
  givenUpAt: z.iso.datetime(),
  missing: z.array(missingFileSchema),
});

export type IncompleteBundle = z.infer<typeof incompleteBundleSchema>;
