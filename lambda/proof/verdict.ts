import type { Authenticity } from '../contracts/authenticity';
import type { SecretStage } from '../kit/secret-value';

/** A provider's verdict on a request. A refusal is a value, not an exception. */
export type Verdict = GenuineVerdict | Refusal;

/** The request proves who sent it. */
export interface GenuineVerdict {
  readonly kind: 'genuine';
  readonly authenticity: Authenticity;
  readonly matchedSecret: SecretStage;
}

/** The request does not prove who sent it. The reason is for the log, never for the answer. */
export type Refusal =
  /** Well-formed, but none of the given secrets proves it. Another secret may. */
  | { readonly kind: 'mismatch'; readonly reason: MismatchReason }
  /** No secret can make it genuine. */
  | { readonly kind: 'malformed'; readonly reason: MalformedReason };

export type MismatchReason = 'signature-mismatch' | 'secret-mismatch' | 'token-mismatch';

export type MalformedReason =
  | 'signature-missing'
  | 'signature-malformed'
  | 'algorithm-not-allowed'
  | 'secret-missing'
  | 'secret-malformed'
  | 'token-missing'
  | 'token-malformed';
