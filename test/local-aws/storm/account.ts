import { accountForAnnouncements } from './account-for-announcements';
import { accountForAnswers } from './account-for-answers';
import { accountForDeliveries } from './account-for-deliveries';
import { accountForEnvelopes } from './account-for-envelopes';
import { accountForCompletions } from './account-for-completions';
import { accountForFacts } from './account-for-facts';
import { accountForOrders } from './account-for-orders';
import { accountForOrigins } from './account-for-origins';
import { accountForStatements } from './account-for-statements';
import { accountForVariants } from './account-for-variants';
import type { Discrepancy } from './discrepancy';
import type { Ledger } from './ledger';
import type { Observation } from './observation';

/**
 * Compares the requests that were sent with the state of the stack, in both directions.
 *
 * Nothing accepted is lost: each request that was answered 200 is recorded once and published. Or the request waits in a
 * dead-letter queue or the spool.
 *
 * Nothing signed is lost: each envelope that completed is archived with the provider's bytes, and its completion is published
 * as one event, whether a webhook reported it or not. A pass orders nothing that a webhook or an earlier pass has ordered.
 *
 * Each delivery is accounted for, and not only each fact: another delivery of the fact does not stand in for a lost one.
 *
 * Each event says what its sender sent, or what the bundle holds. It is not published before its record or its manifest is
 * stored, nor more than once in a run.
 *
 * Nothing else exists: each record, event and bundle comes from a genuine request. That request need not be accepted: a
 * function can store it and then die, or its answer can get lost.
 *
 * @param settled whether all queues are empty, the dead-letter queues too: then nothing may wait
 */
export function account(
  ledger: Ledger,
  found: Observation,
  { settled }: { readonly settled: boolean },
): readonly Discrepancy[] {
  return [
    ...accountForAnswers(ledger),
    ...accountForDeliveries(ledger, found),
    ...accountForFacts(ledger, found),
    ...accountForEnvelopes(ledger, found),
    ...accountForCompletions(ledger, found),
    ...accountForOrders(ledger, found),
    ...accountForOrigins(ledger, found),
    ...accountForStatements(ledger, found),
    ...accountForAnnouncements(found),
    ...accountForVariants(ledger, found),
    ...found.deadLetters.flatMap((dead): readonly Discrepancy[] =>
      dead.kind === 'unreadable' ? [{ name: 'dead-letter-unreadable', about: dead.queue }] : [],
    ),
    ...(settled ? leftOver(found) : []),
  ];
}

function leftOver({ deadLetters, spool, strayFiles }: Observation): readonly Discrepancy[] {
  return [
    ...deadLetters
      .filter(({ kind }) => kind !== 'pass')
      .map((dead): Discrepancy => ({ name: 'left-in-dead-letters', about: JSON.stringify(dead) })),
    ...spool.map(({ key }): Discrepancy => ({ name: 'left-in-spool', about: key })),
    ...strayFiles.map((about): Discrepancy => ({ name: 'stray-file', about })),
  ];
}
