import * as z from 'zod/mini';

/** Reads a function's environment at init. The error names each missing or invalid variable, but never its value. */
export function parseEnv<Schema extends z.core.$ZodType>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> {
  const result = z.safeParse(schema, env);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  throw new Error(`The function's environment is not as its construct sets it: ${problems.join('; ')}`);
}
