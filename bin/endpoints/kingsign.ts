import * as z from 'zod';
import { endpointOptions } from './options';

/** A Kingsign endpoint in the context value. */
export const kingsignSchema = z.strictObject({
  provider: z.literal('kingsign'),
  /** The address of the instance, without the `/api` at the end. */
  apiUrl: z.string('give the https address of your Kingsign instance'),
  ...endpointOptions,
});
