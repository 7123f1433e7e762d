/** How a webhook proved where it came from. */
export enum Authenticity {
  /** HMAC-SHA256 over the registered address and the exact body. */
  HMAC_SHA256 = 'hmac-sha256',
  /** HMAC-SHA1 over the registered address and the exact body. */
  HMAC_SHA1 = 'hmac-sha1',
}
