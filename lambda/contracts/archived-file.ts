import * as z from 'zod';

/** What a file of the bundle is: `executed` the signed document, `certificate` the provider's proof, `master-file` iinked's own compilation. */
export const fileRoleSchema = z.enum(['executed', 'certificate', 'master-file']);

export type FileRole = z.infer<typeof fileRoleSchema>;

/** One file of a bundle, as it lies in the archive bucket. */
export const archivedFileSchema = z.object({
  role: fileRoleSchema,
  key: z.string(),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  /** Hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  documentId: z.string().optional(),
  /** The provider's name for the document: data, never part of a key. */
  title: z.string().optional(),
});

export type ArchivedFile = z.infer<typeof archivedFileSchema>;
