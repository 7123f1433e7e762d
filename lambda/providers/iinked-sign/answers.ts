/**
 * The status of a package as iinked Sign's API answers it.
 *
 * Source: https://docs.iinkedsign.com/v4/api/packages/status and the webhooks guide v4, checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { defined } from '../../kit/defined';
import type { EnvelopeState, ListedFile } from '../provider';
import { byId, hasUnique, pdfFile, statusSchema, titleSchema } from '../support/answers';

/** Drops everything else, above all the links: a signer's link is a secret. */
const packageStatusSchema = z.object({
  packageId: z.string(),
  name: titleSchema,
  state: statusSchema,
  isExecuted: z.boolean(),
  documents: boundedList(
    z.object({
      documentId: envelopeIdSchema,
      name: titleSchema,
      isExecuted: z.boolean(),
      /** Whether the document has a certificate (CAC). The provider documents the field for the package, but not for its status. */
      cac: z.boolean().nullish(),
      revisions: boundedList(z.object({ revisionId: z.string() })),
    }),
  ).refine(hasUnique('documentId')),
});

type PackageStatus = z.infer<typeof packageStatusSchema>;
type DocumentStatus = PackageStatus['documents'][number];

/** Reads the state of a package from the answer of the route `packages/<id>/status`. */
export function readEnvelope(answer: unknown, packageId: string): EnvelopeState | undefined {
  const status = packageStatusSchema.safeParse(answer).data;
  return status?.packageId.toLowerCase() === packageId.toLowerCase() ? packageState(status) : undefined;
}

/**
 * A package is complete when it is executed as a whole and in each document. `state` does not decide: before version 4.0
 * it stayed `open`, and the provider warns that new states will come. The revision is what was signed, without the name.
 */
function packageState({ name, state, isExecuted, documents }: PackageStatus): EnvelopeState {
  return defined({
    complete: isExecuted && documents.length > 0 && documents.every((document) => document.isExecuted),
    status: state,
    title: name,
    revision: documents
      .map(({ documentId, revisions }) => [documentId, revisions.map(({ revisionId }) => revisionId).sort()])
      .sort(byId),
    files: [...documents.flatMap(documentFiles), pdfFile({ role: 'master-file', name: 'master-file.pdf' })],
  });
}

function documentFiles({ documentId, name: title, cac }: DocumentStatus): readonly ListedFile[] {
  const executed = pdfFile({ role: 'executed', name: `${documentId}/executed.pdf`, documentId, title });
  if (cac === false) return [executed];
  const presence = cac === true ? 'required' : 'if-any';
  return [executed, pdfFile({ role: 'certificate', name: `${documentId}/cac.pdf`, documentId, presence })];
}
