import * as z from 'zod';

/** A field that is absent if it is not as the provider documents it: one odd field must not cost the others. */
export const usable = <Schema extends z.core.$ZodType>(schema: Schema) => z.optional(schema).catch(undefined);

/** An id of the provider that is only data: it never becomes part of a key or of an address. */
export const idSchema = z.string().min(1).max(256);

/** A time in ISO 8601. It stays a text, since a Date would lose digits beyond milliseconds. */
export const timeSchema = z.iso.datetime({ offset: true }).max(64);

/** The limits, in UTF-16 units, for a provider's texts in an event. */
export const maxLength = { name: 256, title: 500, reference: 1024 } as const;

/**
 * Returns the name of the first thing that is wrong with a webhook's fields, if anything is.
 *
 * @param problems the problem's name for each field, the most important first: an event names one
 * @param given the fields as they came
 * @param payload the fields that are usable
 * @param needed the fields that must be there; any other field may be absent or null
 */
export function firstProblem<Field extends string>(
  problems: Readonly<Record<Field, string>>,
  given: Readonly<Partial<Record<NoInfer<Field>, unknown>>>,
  payload: Readonly<Partial<Record<NoInfer<Field>, unknown>>>,
  needed: readonly NoInfer<Field>[],
): string | undefined {
  const isGiven = (field: Field) => given[field] !== undefined && given[field] !== null;
  const isWrong = (field: Field) =>
    payload[field] === undefined && (needed.includes(field) || isGiven(field));
  const wrong = (Object.keys(problems) as Field[]).find(isWrong);
  return wrong && problems[wrong];
}
