import type { Authenticity } from '../contracts/authenticity';
import type { SecretStage } from '../kit/secret-value';

/** Why a request is not believed, by name: for the log and the metric, never for the answer. */
export type RefusalReason =
  | 'signature-missing'
  | 'signature-malformed'
  | 'signature-mismatch'
  | 'algorithm-not-allowed'
  | 'secret-missing'
  | 'secret-mismatch'
  | 'token-missing'
  | 'token-mismatch';

/** The request proves who sent it. */
export interface GenuineVerdict {
  readonly genuine: true;
  readonly authenticity: Authenticity;
  readonly matchedSecret: SecretStage;
}

/** What a provider's `verify` says of a request. A refusal is a value, not an exception. */
export type Verdict = GenuineVerdict | { readonly genuine: false; readonly reason: RefusalReason };

/** Whether a refused request may be genuine all the same, judged with other secrets than those at hand. */
export function mayMatchOtherSecrets(verdict: Verdict): boolean {
  return !verdict.genuine && mismatches.has(verdict.reason);
}

const mismatches: ReadonlySet<RefusalReason> = new Set([
  'signature-mismatch',
  'secret-mismatch',
  'token-mismatch',
]);
