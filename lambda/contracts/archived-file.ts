import * as z from 'zod';

/**
 * What a file of the bundle is.
 *
 * - `executed`: the signed document, or all of them in one file. `executed-with-certificate`: the same with the provider's proof in it.
 * - `portfolio-document`: a PDF that lay inside an executed PDF Portfolio, taken out.
 * - `certificate`, `audit-log`: the provider's proof of who signed, and its log.
 * - `master-file`: iinked Sign's own compilation.
 * - `rendered`: the executed document as this software has drawn it, for a provider that makes none itself: no proof of the provider's.
 * - `original`: the document as it was before anybody signed.
 * - `field-values`, `field-geometry`: what was filled in, and where it belongs on the pages: the API's answers, as JSON.
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
  /** The key of the portfolio that a `portfolio-document` was taken out of. */
  extractedFrom: z.string().optional(),
  /** What has drawn a `rendered` file: name and version of this software. */
  renderedBy: z.string().optional(),
  /** The keys of the files that a `rendered` one was drawn from: the original first. */
  renderedFrom: z.array(z.string()).optional(),
});

export type ArchivedFile = z.infer<typeof archivedFileSchema>;
