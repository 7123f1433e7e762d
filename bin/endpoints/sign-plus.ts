import * as z from 'zod';
import { endpointOptions } from './options';

/** A Sign.Plus endpoint in the context value. */
export const signPlusSchema = z.strictObject({
  provider: z.literal('sign-plus'),
  apiUrl: z.string().optional(),
  ...endpointOptions,
});
