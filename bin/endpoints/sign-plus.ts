import * as z from 'zod';

/** A Sign.Plus endpoint, as the context value has it. */
export const signPlusSchema = z.strictObject({
  provider: z.literal('sign-plus'),
  apiUrl: z.string().optional(),
  endpoint: z.string().optional(),
  archive: z.boolean().optional(),
  downloadHosts: z.array(z.string()).optional(),
});
