import * as z from 'zod';

/** More of anything is in no envelope, and a schema takes a kilobyte for each item that is wrong: enough of them end the process. */
export const longestList = 10_000;

/** A list of at most `longestList` items of the given shape; a longer one is wrong before its items are looked at. */
export function boundedList<Schema extends z.ZodType>(item: Schema) {
  return z
    .array(z.unknown())
    .max(longestList)
    .transform((list): unknown => list)
    .pipe(z.array(item));
}
