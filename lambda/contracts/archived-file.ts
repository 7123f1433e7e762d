import * as z from 'zod';

/**
 * The role of a file in a bundle.
 *
 * - `executed`: the signed document, or all signed documents in one file.
 * - `executed-with-certificate`: the same, with the provider's proof inside.
 * - `portfolio-document`: a PDF extracted from an executed PDF Portfolio.
 * - `certificate`, `audit-log`: the provider's proof of who signed, and its log.
 * - `master-file`: iinked Sign's own compilation.
 * - `rendered`: the executed document, drawn by this software because the provider makes none. It is not a proof by the provider.
 * - `original`: the document before anybody signed.
 * - `field-values`, `field-geometry`: the values of the fields and their places on the pages. They are the API's answers, as JSON.
 */
export const fileRoleSchema = z.enum([
  'executed',
  'executed-with-certificate',
  'portfolio-document',
  'certificate',
  'audit-log',
  'master-file',
  'rendered',
  'original',
  'field-values',
  'field-geometry',
]);

export type FileRole = z.infer<typeof fileRoleSchema>;

/** One file of a bundle in the archive bucket. */
export const archivedFileSchema = z.object({
  role: fileRoleSchema,
  key: z.string(),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  /** Hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  documentId: z.string().optional(),
  /** The provider's name of the document. It is never part of a key. */
  title: z.string().optional(),
  /** The key of the portfolio that contains a `portfolio-document`. */
  extractedFrom: z.string().optional(),
  /** The name and version of this software, for a `rendered` file. */
  renderedBy: z.string().optional(),
  /** The keys of the sources of a `rendered` file, the original first. */
  renderedFrom: z.array(z.string()).optional(),
});

export type ArchivedFile = z.infer<typeof archivedFileSchema>;
