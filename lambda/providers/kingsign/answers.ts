/**
 * What Kingsign's API answers, as far as the archiver needs it.
 *
 * Source: src/services/api/api.class.ts and src/models/* of github.com/kingsland-innovation-center/kingsign-api
 * (2025-10-29), checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { clipText } from '../../kit/text';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { parseJson } from '../../provider-http/response-chunks';

const idSchema = z.string().min(1).max(256);

const documentSchema = z.object({
  _id: z.string(),
  /** Clipped, as the status: they end up in an event, whose size is limited. */
  title: z
    .string()
    .transform((title) => clipText(title, 500))
    .nullish(),
  status: z.string().transform((status) => clipText(status, 100)),
  templateId: envelopeIdSchema,
  /** The template's PDF: copied when the document is made, and never replaced by a signed one. */
  fileId: idSchema,
  documentFields: boundedList(
    z.object({ _id: idSchema, isSigned: z.boolean(), value: z.unknown().optional() }),
  ).refine((fields) => new Set(fields.map(({ _id }) => _id)).size === fields.length),
});

/** A document with its fields, as `GET_DOCUMENTS` answers it. */
export type DocumentAnswer = z.infer<typeof documentSchema>;

const templateSchema = z.object({
  _id: z.string(),
  templateFields: boundedList(z.looseObject({ _id: idSchema })),
});

const downloadSchema = z.object({ downloadUrl: z.string(), document: z.object({ id: z.string() }) });

/**
 * The one document that was asked for.
 *
 * @throws ProviderApiError `not-found` for an empty list (wrong workspace; archived there; deleted), `unexpected-answer`
 */
export function readDocument(answer: Uint8Array, documentId: string): DocumentAnswer {
  return onlyOne(documentSchema, answer, documentId);
}

/**
 * Checks that an answer is the template that was asked for, with its fields, and nothing else.
 *
 * @throws ProviderApiError as `readDocument`
 */
export function checkTemplate(answer: Uint8Array, templateId: string): void {
  onlyOne(templateSchema, answer, templateId);
}

/**
 * Where the PDF of the document that was asked for is said to be: a bearer link.
 *
 * @throws ProviderApiError `unexpected-answer`
 */
export function readDownloadUrl(answer: Uint8Array, documentId: string): string {
  const { data } = downloadSchema.safeParse(parseJson(answer));
  if (data?.document.id !== documentId) throw new ProviderApiError('unexpected-answer');
  return data.downloadUrl;
}

/** More than one would mean that the query was not understood: somebody else's would be archived with it. */
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
