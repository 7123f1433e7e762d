import type { ObjectIndex, ObjectPlace } from '../objects/object-index';
import { PdfUnreadable } from '../pdf-unreadable';
import type { ParseBudget } from '../parse-budget';
import { mergeEntries } from './merge-entries';
import type { PdfTables } from './read-tables';

/** Finds objects by the cross-reference tables. */
export function tableIndex({ sections }: PdfTables, junkBytes: number, budget: ParseBudget): ObjectIndex {
  const findEntry = mergeEntries(sections, budget);
  return {
    find: (number): ObjectPlace | undefined => {
      const found = findEntry(number);
      if (found?.isDisputed) throw new PdfUnreadable('ambiguous', 'a number with two objects');
      if (!found || found.entry.kind === 'free') return undefined;
      const { entry } = found;
      if (entry.kind === 'compressed') return entry;
      const { generation, offset } = entry;
      return { kind: 'uncompressed', position: junkBytes + offset, generation };
    },
  };
}
