import * as z from 'zod';

/** No envelope has so many items. A schema needs a kilobyte for each invalid item, so a huge list could exhaust the memory. */
export const maxListLength = 10_000;

/** The schema of a list with at most `maxListLength` items. A longer list fails before any item is checked. */
export function boundedList<Schema extends z.core.$ZodType>(item: Schema) {
  return z
    .array(z.unknown())
    .max(maxListLength)
    .transform((list): unknown => list)
    .pipe(z.array(item));
}
