import * as z from 'zod';

/** The name of an endpoint: a path segment, a key prefix and part of construct ids. */
export const endpointNameSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);
