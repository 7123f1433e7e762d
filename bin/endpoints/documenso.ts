import * as z from 'zod';
import { DocumensoApi } from '../../lib';

const apis: ReadonlyMap<string, string> = new Map([
  ['CLOUD', DocumensoApi.CLOUD],
  ['STAGING', DocumensoApi.STAGING],
]);

const apiNames = [...apis.keys()].join(', ');

/** A Documenso endpoint, as the context value has it. */
export const documensoSchema = z.strictObject({
  provider: z.literal('documenso'),
  /** A name of `DocumensoApi`, such as `CLOUD`, or an address. */
  apiUrl: z
    .string(`give one of ${apiNames}, or an address`)
    .refine((api) => apis.has(api) || api.includes(':'), {
      error: ({ input }) => `apiUrl is "${String(input)}": give one of ${apiNames}, or an https address`,
    })
    .transform((api) => apis.get(api) ?? api)
    .optional(),
  endpoint: z.string().optional(),
  archive: z.boolean().optional(),
  downloadHosts: z.array(z.string()).optional(),
});
