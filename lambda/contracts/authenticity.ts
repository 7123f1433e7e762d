import * as z from 'zod';

/**
 * How a request proved where it came from; carried on every event, so that a consumer can ask for a scheme.
 *
 * - `hmac-sha256`, `hmac-sha1`: a MAC over the registered address and the exact body, with a shared secret.
 * - `shared-secret`: a secret that the request carries in the clear; its body is not protected.
 * - `url-token`: an address that nobody can guess; its body is not protected.
 */
export const authenticitySchema = z.enum(['hmac-sha256', 'hmac-sha1', 'shared-secret', 'url-token']);

export type Authenticity = z.infer<typeof authenticitySchema>;
