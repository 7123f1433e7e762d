import * as z from 'zod';

/** A Documenso endpoint, as the context value has it. */
export const documensoSchema = z.strictObject({
  provider: z.literal('documenso'),
  endpoint: z.string().optional(),
});
