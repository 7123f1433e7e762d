/**
 * What the package status says, as far as the archiver needs it.
 *
 * Source: https://docs.iinkedsign.com/v4/api/packages/status and the webhooks guide v4, checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { clipText } from '../../kit/text';
import type { EnvelopeState, ListedFile } from '../provider';

/** The provider's name for something: clipped, for it ends up in an event, whose size is limited. */
const nameSchema = z.string().transform((name) => clipText(name, 500));

/** Links and everything else that the answer holds are left behind here: a signer's link is a secret. */
export const packageStatusSchema = z.object({
  packageId: z.string(),
  name: nameSchema.nullish(),
  state: z.string().transform((state) => clipText(state, 100)),
  isExecuted: z.boolean(),
  documents: boundedList(
    z.object({
      documentId: envelopeIdSchema,
      name: nameSchema.nullish(),
      isExecuted: z.boolean(),
      /** Whether it has a CAC: on the package's own page, not on that of its status. */
      cac: z.boolean().nullish(),
      revisions: boundedList(z.object({ revisionId: z.string() })),
    }),
  ).refine((documents) => new Set(documents.map(({ documentId }) => documentId)).size === documents.length),
});

type PackageStatus = z.infer<typeof packageStatusSchema>;
type DocumentStatus = PackageStatus['documents'][number];

/**
 * Complete is what is executed as a whole and in each document: before version 4.0 the state stayed `open`, and the
 * provider warns of states to come. The revision is what was signed, not how the package is called.
 */
export function readPackageStatus({ name, state, isExecuted, documents }: PackageStatus): EnvelopeState {
  return {
    complete: isExecuted && documents.length > 0 && documents.every((document) => document.isExecuted),
    status: state,
    ...(name ? { title: name } : {}),
    revision: documents
      .map(({ documentId, revisions }) => [documentId, revisions.map(({ revisionId }) => revisionId).sort()])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    files: [
      ...documents.flatMap(documentFiles),
      { role: 'master-file', name: 'master-file.pdf', presence: 'required', format: 'pdf' },
    ],
  };
}

function documentFiles({ documentId, name, cac }: DocumentStatus): readonly ListedFile[] {
  const executed: ListedFile = {
    role: 'executed',
    name: `${documentId}/executed.pdf`,
    documentId,
    ...(name ? { title: name } : {}),
    presence: 'required',
    format: 'pdf',
  };
  if (cac === false) return [executed];
  const certificate: ListedFile = {
    role: 'certificate',
    name: `${documentId}/cac.pdf`,
    documentId,
    presence: cac === true ? 'required' : 'if-any',
    format: 'pdf',
  };
  return [executed, certificate];
}
