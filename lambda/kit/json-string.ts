import * as z from 'zod';

/** A text that holds JSON of the given shape: how structured settings travel in an environment variable. */
export function jsonString<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
}
