import * as z from 'zod';
import { DocumensoApi } from '../../lib';
import { apiUrlOrName, endpointOptions } from './options';

const { CLOUD, STAGING } = DocumensoApi;

/** A Documenso endpoint in the context value. */
export const documensoSchema = z.strictObject({
  provider: z.literal('documenso'),
  apiUrl: apiUrlOrName({ CLOUD, STAGING }).optional(),
  ...endpointOptions,
});
