import * as z from 'zod';
import { IinkedSignApi, SignatureAlgorithm } from '../../lib';
import { apiUrlOrName, endpointOptions } from './options';

const { US, CANADA, EU, SANDBOX_US, SANDBOX_EU } = IinkedSignApi;

/** An iinked Sign endpoint in the context value. */
export const iinkedSignSchema = z.strictObject({
  provider: z.literal('iinked-sign'),
  apiUrl: apiUrlOrName({ US, CANADA, EU, SANDBOX_US, SANDBOX_EU }),
  registeredUrls: z.array(z.string()).optional(),
  signatureAlgorithm: z.enum(SignatureAlgorithm).optional(),
  ...endpointOptions,
});
