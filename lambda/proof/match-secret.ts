import type { Authenticity } from '../contracts/authenticity';
import { equalSecrets } from '../kit/hash';
import { hasSecretForm, plainSecretForm } from '../kit/secret-form';
import type { SecretValue } from '../kit/secret-value';
import type { MalformedReason, MismatchReason, Verdict } from './verdict';

/** The proof that a matching secret gives, and the reasons of its refusals. */
export interface SecretScheme {
  readonly authenticity: Authenticity;
  readonly missing: MalformedReason;
  readonly malformed: MalformedReason;
  readonly mismatch: MismatchReason;
}

/** A secret in plain text in a header. */
export const sharedSecret: SecretScheme = {
  authenticity: 'shared-secret',
  missing: 'secret-missing',
  malformed: 'secret-malformed',
  mismatch: 'secret-mismatch',
};

/** A part of the address that nobody can guess. */
export const urlToken: SecretScheme = {
  authenticity: 'url-token',
  missing: 'token-missing',
  malformed: 'token-malformed',
  mismatch: 'token-mismatch',
};

/**
 * Compares the request's value with each valid secret, in constant time. An empty value counts as missing even if a secret
 * is empty: a provider without a secret sends an empty header. A value is malformed if no secret can have its form.
 */
export function matchSecret(
  scheme: SecretScheme,
  given: string | undefined,
  secrets: readonly SecretValue[],
): Verdict {
  if (!given) return { kind: 'malformed', reason: scheme.missing };
  if (!hasSecretForm(given, plainSecretForm)) return { kind: 'malformed', reason: scheme.malformed };
  const bytes = Buffer.from(given);
  const matched = secrets.filter(({ value }) => equalSecrets(Buffer.from(value), bytes))[0];
  if (!matched) return { kind: 'mismatch', reason: scheme.mismatch };
  return { kind: 'genuine', authenticity: scheme.authenticity, matchedSecret: matched.stage };
}
