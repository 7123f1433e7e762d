import type { ObjectIndex, ObjectPlace } from '../objects/object-index';
import { PdfUnreadable } from '../pdf-unreadable';
import { findEntry } from './find-entry';
import type { PdfTables } from './read-tables';

/** Finds objects by the cross-reference tables. */
export function tableIndex({ sections }: PdfTables, junkBytes: number): ObjectIndex {
  return {
    find: (number): ObjectPlace | undefined => {
      const found = findEntry(sections, number);
      if (found?.isDisputed) throw new PdfUnreadable('ambiguous', 'a number with two objects');
      if (!found || found.entry.kind === 'free') return undefined;
      const { entry } = found;
      if (entry.kind === 'compressed') return entry;
      const { generation, offset } = entry;
      return { kind: 'uncompressed', position: junkBytes + offset, generation };
    },
  };
}
