/**
 * One difference between the two sides of the account.
 *
 * Missing, although accepted or signed:
 * - `not-recorded`, `not-published`, `not-archived`: and not waiting in a dead-letter queue either;
 * - `not-announced`: archived, but without an event;
 * - `completion-unpublished`: the envelope completed, and no event says so;
 * - `pass-unfinished`: no pass over an endpoint finished;
 * - `accepted-unstored`: answered 200 before a delivery of its own was in the queue or the spool;
 * - `delivery-dropped`: stored, but neither handled nor waiting, whatever became of another delivery of the fact;
 * - `not-queued`: a completion was handled without an archive job of its own;
 * - `duplicate-lost`: a duplicate with another content was handled, and its bytes are nowhere.
 *
 * Wrong:
 * - `recorded-twice`, `archived-twice`: more than one record of a fact, or bundle of an envelope;
 * - `record-changed`, `bundle-changed`: other bytes than were sent or served;
 * - `event-wrong`: an event does not say what its sender sent, or what the bundle holds;
 * - `published-early`: an event before the record or the manifest that it names;
 * - `published-often`: an event more than once in a run;
 * - `completion-published-twice`, `announced-twice`: under two ids;
 * - `ordered-needlessly`: by a pass, although there was no completion, or a webhook or an earlier pass had ordered it;
 * - `genuine-refused`: answered 401 or 404;
 * - `odd-answer`: a status that neither our functions nor their failures give;
 * - `dead-letter-unreadable`: a dead letter that belongs to no known work.
 *
 * Forged, without a genuine request:
 * - `forgery-accepted`: answered 200;
 * - `record-of-nothing`, `event-of-nothing`, `bundle-of-nothing`: recorded, published or archived.
 *
 * Left over after the redrive: `left-in-dead-letters`, `left-in-spool`, `stray-file`.
 *
 * `leaked`: a secret in a place where it must not be.
 *
 * `never-happened`: a storm without a situation that it must have. Its account proves too little.
 */
export interface Discrepancy {
  readonly name: DiscrepancyName;
  /** The ids and keys, without contents. */
  readonly about: string;
}

const kinds = {
  'not-recorded': 'missing',
  'not-published': 'missing',
  'not-archived': 'missing',
  'not-announced': 'missing',
  'completion-unpublished': 'missing',
  'pass-unfinished': 'missing',
  'accepted-unstored': 'missing',
  'delivery-dropped': 'missing',
  'not-queued': 'missing',
  'duplicate-lost': 'missing',
  'recorded-twice': 'wrong',
  'archived-twice': 'wrong',
  'record-changed': 'wrong',
  'bundle-changed': 'wrong',
  'event-wrong': 'wrong',
  'published-early': 'wrong',
  'published-often': 'wrong',
  'completion-published-twice': 'wrong',
  'announced-twice': 'wrong',
  'ordered-needlessly': 'wrong',
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
  'never-happened': 'vacuous',
} as const;

export type DiscrepancyName = keyof typeof kinds;

/** The kinds of discrepancy, as a report counts them. */
export type DiscrepancyKind = (typeof kinds)[DiscrepancyName];

/** Finds the kind of a discrepancy. */
const kindOf = ({ name }: Discrepancy): DiscrepancyKind => kinds[name];

/** Counts the discrepancies of each kind. */
export function countKinds(discrepancies: readonly Discrepancy[]): Readonly<Record<DiscrepancyKind, number>> {
  const counts = { missing: 0, wrong: 0, forged: 0, left: 0, leaked: 0, vacuous: 0 };
  for (const one of discrepancies) counts[kindOf(one)]++;
  return counts;
}
