import type { PassCounts } from '../contracts/reconcile-message';

/** The counts of a pass that has seen nothing yet. */
export const noCounts: PassCounts = { found: 0, there: 0, waiting: 0, ordered: 0, missed: 0 };

/** What became of an envelope in a pass. `ignored`: the pass is not about it. `missed`: ordered, and no webhook reported it. */
export type Seen = 'ignored' | 'there' | 'waiting' | 'ordered' | 'missed';

/** Adds an envelope to the counts. */
export function addSeen(counts: PassCounts, seen: Seen): PassCounts {
  if (seen === 'ignored') return counts;
  const { found, there, waiting, ordered, missed } = counts;
  return {
    found: found + 1,
    there: there + Number(seen === 'there'),
    waiting: waiting + Number(seen === 'waiting'),
    ordered: ordered + Number(seen === 'ordered' || seen === 'missed'),
    missed: missed + Number(seen === 'missed'),
  };
}
