import type * as z from 'zod';

/** Reads a room's environment once, at init. Throws naming each variable that is missing or wrong, never its value. */
export function parseEnv<Schema extends z.ZodType>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  throw new Error(`The function's environment is not as its construct sets it: ${faults.join('; ')}`);
}
