import { accountForAnswers } from './account-for-answers';
import { accountForEnvelopes } from './account-for-envelopes';
import { accountForFacts } from './account-for-facts';
import { accountForOrigins } from './account-for-origins';
import type { Discrepancy } from './discrepancy';
import type { Ledger } from './ledger';
import type { Observation } from './observation';

/**
 * Compares what was sent with what was found, both ways.
 *
 * Accepted means kept: whatever was answered 200 is recorded once, published and, where it completes an envelope,
 * archived with the provider's bytes; or it waits in a dead-letter queue or in the spool.
 *
 * Nothing else is there: what was recorded, published or archived was sent by a genuine sender. Not "and accepted": a
 * function that dies after it stored a request, or whose answer gets lost, has not answered 200, and the request counts.
 *
 * @param settled when everything has been worked off, dead letters too: nothing may wait any longer
 */
export function account(
  ledger: Ledger,
  found: Observation,
  { settled }: { readonly settled: boolean },
): readonly Discrepancy[] {
  return [
    ...accountForAnswers(ledger),
    ...accountForFacts(ledger, found),
    ...accountForEnvelopes(ledger, found),
    ...accountForOrigins(ledger, found),
    ...found.deadLetters.flatMap((letter): readonly Discrepancy[] =>
      letter.kind === 'unreadable' ? [{ name: 'dead-letter-unreadable', about: letter.queue }] : [],
    ),
    ...(settled ? leftOver(found) : []),
  ];
}

function leftOver({ deadLetters, spool, strayFiles }: Observation): readonly Discrepancy[] {
  return [
    ...deadLetters.map((letter): Discrepancy => ({
      name: 'left-in-dead-letters',
      about: JSON.stringify(letter),
    })),
    ...spool.map(({ key }): Discrepancy => ({ name: 'left-in-spool', about: key })),
    ...strayFiles.map((about): Discrepancy => ({ name: 'stray-file', about })),
  ];
}
