import * as z from 'zod';
import { IinkedSignApi, SignatureAlgorithm } from '../../lib';

const apis: ReadonlyMap<string, string> = new Map([
  ['US', IinkedSignApi.US],
  ['CANADA', IinkedSignApi.CANADA],
  ['EU', IinkedSignApi.EU],
  ['SANDBOX_US', IinkedSignApi.SANDBOX_US],
  ['SANDBOX_EU', IinkedSignApi.SANDBOX_EU],
]);

const apiNames = [...apis.keys()].join(', ');

/** An iinked Sign endpoint, as the context value has it. */
export const iinkedSignSchema = z.strictObject({
  provider: z.literal('iinked-sign'),
  /** A name of `IinkedSignApi`, such as `CANADA`, or an address. */
  apiUrl: z
    .string(`give one of ${apiNames}, or an address`)
    .refine((api) => apis.has(api) || api.includes(':'), {
      error: ({ input }) => `apiUrl is "${String(input)}": give one of ${apiNames}, or an https address`,
    })
    .transform((api) => apis.get(api) ?? api),
  endpoint: z.string().optional(),
  registeredUrls: z.array(z.string()).optional(),
  signatureAlgorithm: z.enum(SignatureAlgorithm).optional(),
  archive: z.boolean().optional(),
  downloadHosts: z.array(z.string()).optional(),
});
