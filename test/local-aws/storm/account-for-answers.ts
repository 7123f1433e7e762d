import type { Discrepancy } from './discrepancy';
import type { Ledger, SentRequest } from './ledger';

/** The possible statuses besides 200: refusals, and failures of a function. 0 is a broken connection. */
const refused = [401, 404];
const failed = [0, 500, 502, 503, 504];

/** Checks the answer to every request. */
export function accountForAnswers({ requests }: Ledger): readonly Discrepancy[] {
  return requests.flatMap((request) => {
    const name = judge(request);
    const { status, forgery, fact, type } = request;
    return name ? [{ name, about: `${forgery ?? 'genuine'} ${type} ${fact}: ${status}` }] : [];
  });
}

function judge({ status, forgery }: SentRequest): Discrepancy['name'] | undefined {
  if (status === 200) return forgery ? 'forgery-accepted' : undefined;
  if (refused.includes(status)) return forgery ? undefined : 'genuine-refused';
  return failed.includes(status) ? undefined : 'odd-answer';
}
