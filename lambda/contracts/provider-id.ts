import * as z from 'zod';

/** The providers we speak, by the name of their folders. */
export const providerIdSchema = z.enum(['iinked-sign', 'sign-plus', 'documenso', 'kingsign']);

export type ProviderId = z.infer<typeof providerIdSchema>;
