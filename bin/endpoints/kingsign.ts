import * as z from 'zod';

/** A Kingsign endpoint, as the context value has it. */
export const kingsignSchema = z.strictObject({
  provider: z.literal('kingsign'),
  endpoint: z.string().optional(),
});
