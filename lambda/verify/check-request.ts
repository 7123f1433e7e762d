import type { SecretValue } from '../kit/secret-value';
import type { Verdict } from '../proof/verdict';
import type { ReceivedRequest } from '../providers/provider';

/** The dependencies of `checkRequest`. */
export interface CheckDeps {
  /** The provider's verifier, configured for the endpoint. */
  readonly verify: (request: ReceivedRequest, secrets: readonly SecretValue[]) => Verdict;
  /** Returns the valid secrets. With `freshSince` (milliseconds since the epoch) they are read at or after that time. */
  readonly readSecrets: (options?: { readonly freshSince?: number }) => Promise<readonly SecretValue[]>;
}

/** A checked request. */
export interface CheckedRequest {
  readonly verdict: Verdict | { readonly kind: 'secret-not-set' };
  /** The secrets of the check. Never store or log them. */
  readonly secrets: readonly SecretValue[];
}

/**
 * Checks whether the request is genuine. Before it reports a mismatch, it has compared with secrets of one read that started
 * after the request came. So a genuine request is not refused if Secrets
 * Manager had its secret before. Without any secret the verdict is `secret-not-set`. Throws if the secrets cannot be read.
 *
 * It never waits for a turn: an instance has one request at a time, so a wait would hold the instance and share nothing.
 *
 * @param arrivedAt the arrival of the request, in milliseconds since the epoch
 */
export async function checkRequest(
  { verify, readSecrets }: CheckDeps,
  request: ReceivedRequest,
  arrivedAt: number,
): Promise<CheckedRequest> {
  // A malformed request is refused without secrets, so that it costs no call to Secrets Manager once the instance runs.
  const withoutSecrets = verify(request, []);
  if (withoutSecrets.kind !== 'mismatch') return { verdict: withoutSecrets, secrets: [] };
  const secrets = await readSecrets();
  const verdict = verify(request, secrets);
  if (verdict.kind !== 'mismatch') return { verdict, secrets };
  const fresh = await readSecrets({ freshSince: arrivedAt });
  if (fresh.length === 0) return { verdict: { kind: 'secret-not-set' }, secrets: fresh };
  return { verdict: verify(request, fresh), secrets: fresh };
}
