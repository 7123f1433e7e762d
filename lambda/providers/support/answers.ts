import type * as z from 'zod';
import { defined } from '../../kit/defined';
import type { JsonValue } from '../../kit/json';
import { clipped } from '../../kit/clipped';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import type { ListedFile } from '../provider';

/** The provider's name for an envelope or a document; `undefined` if it is null or empty. */
export const titleSchema = clipped(500)
  .nullish()
  .transform((title) => title || undefined);

/** The provider's word for a state. */
export const statusSchema = clipped(100);

/**
 * Reads an answer by its schema.
 *
 * @throws ProviderApiError `unexpected-answer`
 */
export function readAnswer<Answer>(schema: z.ZodType<Answer>, answer: unknown): Answer {
  const { data } = schema.safeParse(answer);
  if (data === undefined) throw new ProviderApiError('unexpected-answer');
  return data;
}

/** A check for a list in which no two items may have the same value of a field. */
export const hasUnique =
  <Field extends string>(field: Field) =>
  (items: readonly Readonly<Record<Field, string>>[]) =>
    new Set(items.map((item) => item[field])).size === items.length;

/** Orders the rows of a revision by their first value, an id. The order in an answer may differ from call to call. */
export function byId([one]: readonly JsonValue[], [other]: readonly JsonValue[]): number {
  return String(one) < String(other) ? -1 : 1;
}

/** Makes the entry of a PDF in an envelope's list of files. It is `required` by default. */
export function pdfFile(file: Omit<ListedFile, 'format' | 'presence'> & Partial<ListedFile>): ListedFile {
  return defined({ ...file, presence: file.presence ?? 'required', format: 'pdf' });
}
