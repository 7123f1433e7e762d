import type { Authenticity } from '../contracts/authenticity';
import { equalInConstantTime } from '../kit/hash';
import type { SecretValue } from '../kit/secret-value';
import type { MalformedReason, MismatchReason, Verdict } from './verdict';

/** What a match proves, and how its two refusals are called. */
export interface SecretScheme {
  readonly authenticity: Authenticity;
  readonly missing: MalformedReason;
  readonly mismatch: MismatchReason;
}

/** A secret that the request carries in a header, in the clear. */
export const sharedSecret: SecretScheme = {
  authenticity: 'shared-secret',
  missing: 'secret-missing',
  mismatch: 'secret-mismatch',
};

/** An unguessable part of the address. */
export const urlToken: SecretScheme = {
  authenticity: 'url-token',
  missing: 'token-missing',
  mismatch: 'token-mismatch',
};

/**
 * Whether what a request carries is one of the live secrets, each compared in constant time. An empty value is a
 * missing one, whatever the secrets are: a provider without a secret sends an empty header.
 */
export function matchSecret(
  scheme: SecretScheme,
  given: string | undefined,
  secrets: readonly SecretValue[],
): Verdict {
  if (!given) return { kind: 'malformed', reason: scheme.missing };
  const bytes = Buffer.from(given);
  const matched = secrets.filter(({ value }) => equalInConstantTime(Buffer.from(value), bytes))[0];
  if (!matched) return { kind: 'mismatch', reason: scheme.mismatch };
  return { kind: 'genuine', authenticity: scheme.authenticity, matchedSecret: matched.stage };
}
