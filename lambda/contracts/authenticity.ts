import * as z from 'zod/mini';

/**
 * The proof of a request's sender. Each event has it, so that a consumer can require a scheme.
 *
 * - `hmac-sha256`, `hmac-sha1`: a MAC of the registered address and the exact body, with a shared secret.
 * - `shared-secret`: a secret that the request contains in plain text. The body is not protected.
 * - `url-token`: an address that nobody can guess. The body is not protected.
 */
export const authenticitySchema = z
  .enum(['hmac-sha256', 'hmac-sha1', 'shared-secret', 'url-token'])
  .register(z.globalRegistry, {
    title: 'Authenticity',
    description:
      "The proof of the webhook's sender. `hmac-sha256`, `hmac-sha1`: a MAC of the address and of every byte of the body. `shared-secret`, `url-token`: the sender knows a secret, and the body is not protected.",
  });

export type Authenticity = z.infer<typeof authenticitySchema>;
