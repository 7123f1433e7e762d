import * as z from 'zod';
/** The providers we speak, by the name of their folders. */
export const providerIdSchema = z.enum(['iinked-sign', 'sign-plus', 'documenso', 'kingsign']);

export type ProviderId = z.infer<typeof providerIdSchema>;

/** The name of an endpoint: a path segment, a key prefix and part of construct ids. */
export const endpointNameSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

/** Provider ids that may become part of an S3 key or of a URL path; any other is a named problem, never a key. */
export const envelopeIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);
