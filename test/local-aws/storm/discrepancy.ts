/**
 * What the two sides of the account disagree in.
 *
 * Missing: accepted, and
 * - `not-recorded`, `not-published`, `not-archived`: nor in the dead-letter queue where it would come from;
 * - `not-announced`: archived, but no event tells of it.
 *
 * Wrong:
 * - `recorded-twice`, `archived-twice`: more than one for what is one;
 * - `record-changed`, `bundle-changed`: other bytes than were sent or served;
 * - `genuine-refused`: answered 401 or 404;
 * - `odd-answer`: neither of the three answers nor what a function that died leaves behind;
 * - `dead-letter-unreadable`: nobody knows whose work it is.
 *
 * Forged: not sent by anybody whom we believe, and
 * - `forgery-accepted`: answered 200;
 * - `record-of-nothing`, `event-of-nothing`, `bundle-of-nothing`: recorded, published or archived.
 *
 * Left, when nothing is to be left: `left-in-dead-letters`, `left-in-spool`, `stray-file`.
 *
 * `leaked`: a secret where none is to be.
 */
export interface Discrepancy {
  readonly name: DiscrepancyName;
  /** What it is about: ids and keys, no contents. */
  readonly about: string;
}

const kinds = {
  'not-recorded': 'missing',
  'not-published': 'missing',
  'not-archived': 'missing',
  'not-announced': 'missing',
  'recorded-twice': 'wrong',
  'archived-twice': 'wrong',
  'record-changed': 'wrong',
  'bundle-changed': 'wrong',
  'genuine-refused': 'wrong',
  'odd-answer': 'wrong',
  'dead-letter-unreadable': 'wrong',
  'forgery-accepted': 'forged',
  'record-of-nothing': 'forged',
  'event-of-nothing': 'forged',
  'bundle-of-nothing': 'forged',
  'left-in-dead-letters': 'left',
  'left-in-spool': 'left',
  'stray-file': 'left',
  leaked: 'leaked',
} as const;

export type DiscrepancyName = keyof typeof kinds;

/** The kinds of discrepancy, as a report counts them. */
export type DiscrepancyKind = (typeof kinds)[DiscrepancyName];

/** What kind it is. */
export const kindOf = ({ name }: Discrepancy): DiscrepancyKind => kinds[name];

/** How many there are of each kind. */
export function countKinds(discrepancies: readonly Discrepancy[]): Readonly<Record<DiscrepancyKind, number>> {
  const counts = { missing: 0, wrong: 0, forged: 0, left: 0, leaked: 0 };
  for (const one of discrepancies) counts[kindOf(one)]++;
  return counts;
}
