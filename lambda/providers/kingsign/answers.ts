/**
 * Documents and templates as Kingsign's API answers them.
 *
 * Source: src/services/api/api.class.ts and src/models/* of github.com/kingsland-innovation-center/kingsign-api
 * (2025-10-29), checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { defined } from '../../kit/defined';
import { sha256Hex } from '../../kit/hash';
import type { JsonValue } from '../../kit/json';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { parseJson } from '../../provider-http/response-chunks';
import type { EnvelopeState } from '../provider';
import { byId, hasUnique, pdfFile, statusSchema, titleSchema } from '../support/answers';
import { idSchema } from '../support/payload';

const documentSchema = z.object({
  _id: z.string(),
  title: titleSchema,
  status: statusSchema,
  templateId: envelopeIdSchema,
  /** The template's PDF. The document gets it when it is made, and it is never replaced by a signed one. */
  fileId: idSchema,
  documentFields: boundedList(
    z.object({ _id: idSchema, isSigned: z.boolean(), value: z.unknown().optional() }),
  ).refine(hasUnique('_id')),
});

/** A document with its fields, as `GET_DOCUMENTS` answers it. */
export type DocumentAnswer = z.infer<typeof documentSchema>;

const templateSchema = z.object({
  _id: z.string(),
  templateFields: boundedList(z.looseObject({ _id: idSchema })),
});

const downloadSchema = z.object({ downloadUrl: z.string(), document: z.object({ id: z.string() }) });

/**
 * Reads the one document that was asked for.
 *
 * @throws ProviderApiError `not-found` for an empty list (another workspace, archived, or deleted), `unexpected-answer`
 */
export function readDocument(answer: Uint8Array, documentId: string): DocumentAnswer {
  return onlyOne(documentSchema, answer, documentId);
}

/**
 * Checks that an answer is the one template that was asked for, with its fields.
 *
 * @throws ProviderApiError as `readDocument`
 */
export function checkTemplate(answer: Uint8Array, templateId: string): void {
  onlyOne(templateSchema, answer, templateId);
}

/**
 * Reads the address of a document's PDF: a bearer link.
 *
 * @throws ProviderApiError `unexpected-answer`
 */
export function readDownloadUrl(answer: Uint8Array, documentId: string): string {
  const { data } = downloadSchema.safeParse(parseJson(answer));
  if (data?.document.id !== documentId) throw new ProviderApiError('unexpected-answer');
  return data.downloadUrl;
}

/** Several items mean that the query was not understood: another document would be archived with this one. */
function onlyOne<Item extends { readonly _id: string }>(
  schema: z.ZodType<Item>,
  answer: Uint8Array,
  id: string,
): Item {
  const { data } = boundedList(schema).safeParse(parseJson(answer));
  if (data?.length === 0) throw new ProviderApiError('not-found');
  const [item, another] = data ?? [];
  if (item?._id !== id || another) throw new ProviderApiError('unexpected-answer');
  return item;
}

/** The provider's words for a document that everybody has signed: its two routes use different ones. */
const finished: ReadonlySet<string> = new Set(['signed', 'completed']);

/** Whether everybody has signed everything. The status alone does not show it: the provider looks at one page of fields. */
export function isComplete({
  status,
  documentFields,
}: Pick<DocumentAnswer, 'status'> & {
  readonly documentFields: readonly { readonly isSigned: boolean }[];
}): boolean {
  return (
    finished.has(status) && documentFields.length > 0 && documentFields.every(({ isSigned }) => isSigned)
  );
}

/** The state of a document. Its revision is what was signed, without its title and without where the fields are drawn. */
export function envelopeState(document: DocumentAnswer): EnvelopeState {
  const { status, title } = document;
  return defined({
    complete: isComplete(document),
    status,
    title,
    revision: signedRevision(document),
    // The provider has the original only. The signed document is drawn from these three.
    files: [
      pdfFile({ role: 'original', name: 'original.pdf' }),
      {
        role: 'field-values',
        name: 'field-values.json',
        content: valuesHash(document),
        presence: 'required',
        format: 'json',
      },
      // The template may have been archived there since. The rest is stored without it.
      { role: 'field-geometry', name: 'field-geometry.json', presence: 'if-any', format: 'json' },
    ],
    absent: [{ role: 'executed' }],
  });
}

/** Returns a hash of what was filled in: the `content` of the field values' file. */
export function valuesHash(document: DocumentAnswer): string {
  return sha256Hex(JSON.stringify(signedRevision(document)));
}

function signedRevision({ fileId, documentFields }: DocumentAnswer): JsonValue {
  return [
    fileId,
    documentFields
      .map(({ _id, isSigned, value }) => [_id, isSigned, sha256Hex(JSON.stringify(value ?? null))])
      .sort(byId),
  ];
}
