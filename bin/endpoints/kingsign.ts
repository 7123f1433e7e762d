import * as z from 'zod';

/** A Kingsign endpoint, as the context value has it. */
export const kingsignSchema = z.strictObject({
  provider: z.literal('kingsign'),
  /** Where the instance is, without the `/api` at the end. */
  apiUrl: z.string('give the https address of your Kingsign instance'),
  endpoint: z.string().optional(),
  archive: z.boolean().optional(),
  downloadHosts: z.array(z.string()).optional(),
});
