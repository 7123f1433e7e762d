import * as z from 'zod';

/** A Sign.Plus endpoint, as the context value has it. */
export const signPlusSchema = z.strictObject({
  provider: z.literal('sign-plus'),
  endpoint: z.string().optional(),
});
