import type { SecretValue } from '../kit/secret-value';
import type { Verdict } from '../proof/verdict';
import type { ReceivedRequest } from '../providers/provider';

/** What checking needs from outside. */
export interface RequestCheck {
  /** The provider's verifier, configured for the endpoint. */
  readonly verify: (request: ReceivedRequest, secrets: readonly SecretValue[]) => Verdict;
  /** The live secrets; values read at or after `freshSince` (milliseconds since the epoch) where that is given. */
  readonly readSecrets: (options?: { readonly freshSince?: number }) => Promise<readonly SecretValue[]>;
}

/** A request, judged. */
export interface CheckedRequest {
  readonly verdict: Verdict | { readonly kind: 'secret-not-set' };
  /** The secrets that it was judged with: never to be stored or logged. */
  readonly secrets: readonly SecretValue[];
}

/**
 * Whether the request is genuine, judged with fresh secrets before it is refused; `secret-not-set` where there is none
 * to judge with. Throws when the secrets cannot be read.
 *
 * @param arrivedAt when the request came, in milliseconds since the epoch
 */
export async function checkRequest(
  { verify, readSecrets }: RequestCheck,
  request: ReceivedRequest,
  arrivedAt: number,
): Promise<CheckedRequest> {
  // What is refused for its form needs no secret, and so must not cost a call nor wait for one.
  const form = verify(request, []);
  if (form.kind !== 'mismatch') return { verdict: form, secrets: [] };
  const secrets = await readSecrets();
  const verdict = verify(request, secrets);
  if (verdict.kind !== 'mismatch') return { verdict, secrets };
  const fresh = await readSecrets({ freshSince: arrivedAt });
  if (fresh.length === 0) return { verdict: { kind: 'secret-not-set' }, secrets: fresh };
  return { verdict: verify(request, fresh), secrets: fresh };
}
