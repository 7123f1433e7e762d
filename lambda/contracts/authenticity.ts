import * as z from 'zod';

/**
 * How a request proved where it came from; carried on every event, so that a consumer can ask for a scheme.
 *
 * - `hmac-sha256`, `hmac-sha1`: a MAC over the registered address and the exact body, with a shared secret.
 */
export const authenticitySchema = z.enum(['hmac-sha256', 'hmac-sha1']);

export type Authenticity = z.infer<typeof authenticitySchema>;
