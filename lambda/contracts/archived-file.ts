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
export const fileRoleSchema = z
  .enum([
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
  ])
  .meta({
    title: 'ArchivedFileRole',
    description:
      'The role of a file in a bundle: `executed` is the signed document, and `rendered` is one that the archiver drew because the provider makes none.',
  });

export type FileRole = z.infer<typeof fileRoleSchema>;

/** One file of a bundle in the archive bucket. */
export const archivedFileSchema = z
  .object({
    role: fileRoleSchema,
    key: z.string().describe("The file's key in the archive bucket."),
    size: z.number().int().nonnegative().describe('Bytes.'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe("The SHA-256 of the file's bytes, hex."),
    documentId: z.string().describe("The provider's id of the document.").optional(),
    title: z.string().describe("The provider's name of the document. It is never part of a key.").optional(),
    extractedFrom: z
      .string()
      .describe('The key of the portfolio that contains a `portfolio-document`.')
      .optional(),
    renderedBy: z
      .string()
      .describe('The name and version of this software, for a `rendered` file.')
      .optional(),
    renderedFrom: z
      .array(z.string())
      .describe('The keys of the sources of a `rendered` file, the original first.')
      .optional(),
  })
  .meta({ title: 'ArchivedFile', description: 'One file of a bundle in the archive bucket.' });

export type ArchivedFile = z.infer<typeof archivedFileSchema>;
