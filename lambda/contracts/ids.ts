import * as z from 'zod/mini';

/** The supported providers. Each id is also the name of the provider's folder. */
export const providerIdSchema = z
  .enum(['iinked-sign', 'sign-plus', 'documenso', 'kingsign'])
  .register(z.globalRegistry, { title: 'SigningProvider', description: 'The e-signature service.' });

export type ProviderId = z.infer<typeof providerIdSchema>;

/** The name of an endpoint. It is a path segment, a key prefix and part of construct ids. */
export const endpointNameSchema = z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/));

/** The ids of envelopes that may become part of an S3 key or URL path. Any other id is a named problem and never a key. */
export const envelopeIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,128}$/));
