import * as z from 'zod';
import { archivedFileSchema, fileRoleSchema } from './archived-file';
import { missingFileSchema } from './incomplete-bundle';

/** The objects inside of a signing event. Each description is in the JSON Schema and in the published types. */

export const recordPlaceSchema = z
  .object({ bucket: z.string(), key: z.string() })
  .meta({ title: 'RecordPlace', description: 'Where the raw request of a webhook is stored, written once.' });

export const envelopeSchema = z
  .object({
    id: z.string().describe("The provider's id of the envelope."),
    legacyId: z
      .string()
      .describe(
        "The provider's older id of the envelope, if it has two (Documenso's number). It is the same in each version of the provider.",
      )
      .optional(),
    templateId: z
      .string()
      .describe(
        "The template that the envelope was made from (Documenso's number): the `legacyId` of that template's own events.",
      )
      .optional(),
    title: z.string().describe("The envelope's title.").optional(),
    externalId: z
      .string()
      .describe("The sender's own reference, if the provider supports a text.")
      .optional(),
    externalData: z
      .record(z.string(), z.unknown())
      .describe(
        "The sender's own JSON, if the provider supports an object (iinked Sign's `externalData`). Left out above 8 KiB: the record has it.",
      )
      .optional(),
    status: z.string().describe("The provider's name of the envelope's state.").optional(),
  })
  .meta({
    title: 'SigningEnvelope',
    description: 'The envelope, or the template in an event of a template.',
  });

export const documentSchema = z
  .object({
    id: z.string().describe("The provider's id of the document."),
    title: z.string().describe("The document's title.").optional(),
    externalId: z.string().describe("The sender's own reference of the document.").optional(),
  })
  .meta({ title: 'SigningDocument', description: 'One document of an envelope.' });

export const recipientSchema = z
  .object({
    id: z.string().describe("The provider's id of the recipient."),
    name: z.string().describe("The recipient's name.").optional(),
    email: z.string().describe("The recipient's e-mail address.").optional(),
    status: z.string().describe("The provider's name of the recipient's state.").optional(),
    expiredAt: z
      .string()
      .describe(
        "The time when the provider found that the recipient's time to sign is over. Absent before, and after a new invitation.",
      )
      .optional(),
  })
  .meta({
    title: 'SigningRecipient',
    description:
      'Somebody who signs or gets a copy. `recipient` is the one who acted, if the body alone shows it.',
  });

export const progressSchema = z
  .object({
    signed: z.number().int().describe('The number of recipients who have signed.'),
    total: z.number().int().describe('The number of recipients who have to sign.'),
  })
  .meta({ title: 'SigningProgress', description: 'How many have signed.' });

export const archiveSummarySchema = z
  .object({
    bucket: z.string().describe("The archive's bucket."),
    revision: z.string().describe('The hash of the signed state. A new state has a new bundle.'),
    manifest: z
      .object({
        key: z.string().describe("The manifest's key in the bucket."),
        sha256: z.string().describe("The manifest's SHA-256, hex."),
      })
      .describe('The list of all files.'),
    files: z
      .array(archivedFileSchema)
      .describe('Left out above 200 files, or if the event became too large. The manifest has all files.')
      .optional(),
    fileCount: z.number().int().nonnegative().describe('The number of files in the manifest.'),
    roles: z
      .array(fileRoleSchema)
      .describe(
        'The roles of the files, each once. Event rules can match an executed or a rendered document.',
      ),
    problems: z
      .array(z.string())
      .describe("The names of the bundle's problems, each once. Event rules can match a damaged file.")
      .optional(),
  })
  .meta({ title: 'ArchiveSummary', description: 'The archived bundle, on `envelope.archived` only.' });

/** It is not a bundle, and its field is not `archive`, so that no rule takes it for one. */
export const incompleteSummarySchema = z
  .object({
    bucket: z.string().describe("The archive's bucket."),
    revision: z.string().describe('The hash of the signed state.'),
    key: z.string().describe('The key of `incomplete.json` in the bucket.'),
    sha256: z.string().describe('The SHA-256 of `incomplete.json`, hex.'),
    files: z
      .array(archivedFileSchema)
      .describe(
        'The files that are in the archive. Left out above 200 files, or if the event became too large. `incomplete.json` has all files.',
      )
      .optional(),
    fileCount: z.number().int().nonnegative().describe('The number of files that are in the archive.'),
    missing: z
      .array(missingFileSchema)
      .describe('The files that cannot be had, and why. Left out like `files`.')
      .optional(),
    missingCount: z.number().int().nonnegative().describe('The number of files that cannot be had.'),
  })
  .meta({
    title: 'IncompleteSummary',
    description:
      'What the archive has of an envelope that could not be archived, on `envelope.archive-failed` only. It is no bundle.',
  });
