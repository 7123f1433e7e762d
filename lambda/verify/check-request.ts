import type { SecretValue, Verdict } from '../kit/verdict';
import type { ReceivedRequest } from '../providers/provider';

/** What checking needs from outside. */
export interface RequestCheck {
  /** The provider's verifier, configured for the endpoint. */
  readonly verify: (request: ReceivedRequest, secrets: readonly SecretValue[]) => Verdict;
  /** The live secrets; values read at or after `freshSince` (milliseconds since the epoch) where that is given. */
  readonly readSecrets: (options?: { readonly freshSince?: number }) => Promise<readonly SecretValue[]>;
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
): Promise<Verdict | 'secret-not-set'> {
  // What is refused for its form needs no secret, and so must not cost a call nor wait for one.
  const form = verify(request, []);
  if (!mayMatch(form)) return form;
  const verdict = verify(request, await readSecrets());
  if (!mayMatch(verdict)) return verdict;
  const fresh = await readSecrets({ freshSince: arrivedAt });
  return fresh.length === 0 ? 'secret-not-set' : verify(request, fresh);
}

/** A mismatch is the only refusal that other secrets could change. */
function mayMatch(verdict: Verdict): boolean {
  return !verdict.genuine && verdict.reason === 'signature-mismatch';
}
