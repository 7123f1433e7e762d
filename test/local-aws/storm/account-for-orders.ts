import { envelopeName } from './account-for-envelopes';
import type { Discrepancy } from './discrepancy';
import { genuineRequests, groupBy, webhookId } from './genuine-requests';
import { isSigned, type Ledger } from './ledger';
import type { Observation } from './observation';
import { callsOf } from './watched-call';

/**
 * Checks that passes order only signed envelopes, each once, and none whose completion was recorded before the pass began: the
 * webhook has ordered that. A storm is too short for a second order.
 */
export function accountForOrders(ledger: Ledger, { calls }: Observation): readonly Discrepancy[] {
  const signed = new Set(
    ledger.envelopes.filter(isSigned).map(({ endpoint, id }) => envelopeName({ endpoint, envelopeId: id })),
  );
  const genuine = genuineRequests(ledger);
  const completions = callsOf(calls, 'record').flatMap((record) => {
    const sent = genuine.get(webhookId(record));
    return sent?.type === 'envelope.completed' ? [{ name: envelopeName(sent), doneAt: record.doneAt }] : [];
  });
  const recorded = groupBy(completions, ({ name }) => name);
  const passes = groupBy(callsOf(calls, 'pass'), ({ endpoint }) => endpoint);
  return callsOf(calls, 'order').flatMap((order): readonly Discrepancy[] => {
    const name = envelopeName(order);
    const begun = (passes.get(order.endpoint) ?? []).map(({ startedAt }) => startedAt);
    const passAt = Math.max(...begun.filter((startedAt) => startedAt < order.startedAt));
    const isReported = (recorded.get(name) ?? []).some(({ doneAt }) => doneAt < passAt);
    if (signed.has(name) && order.number === 1 && !isReported) return [];
    return [{ name: 'ordered-needlessly', about: `${name}, order ${order.number}` }];
  });
}
