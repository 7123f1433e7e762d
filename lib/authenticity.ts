/** The way a webhook proved its origin. */
export enum Authenticity {
  /** HMAC-SHA256 over the registered address and the exact body. */
  HMAC_SHA256 = 'hmac-sha256',
  /** HMAC-SHA1 over the registered address and the exact body. */
  HMAC_SHA1 = 'hmac-sha1',
  /** A secret that the request carries in plain text. The body is not protected. */
  SHARED_SECRET = 'shared-secret',
  /** An address that nobody can guess. The body is not protected. */
  URL_TOKEN = 'url-token',
}
