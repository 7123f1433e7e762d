import { ByteCounts } from './byte-counts';
import { FileEnds } from './file-ends';
import { isMovedByLineEnds, lacksLineEnds } from './line-ends';
import { PagePlaces } from './page-places';
import type { ReadAt } from './read-at';
import { hasShortRows, readTableOffset, tableNear } from './table-offset';
import { TablePlaces, type TablePlace } from './table-places';
import { TextDecoding } from './text-decoding';
import { Windows } from './windows';

/** The damage that a PDF seems to have, although it has a beginning and an end: problems of a bundle. */
const fileDamages = [
  'file-decoded-as-text',
  'file-line-ends-changed',
  'file-cut-short',
  'file-tables-missing',
  'file-without-page',
] as const;

export type FileDamage = (typeof fileDamages)[number];

/** Whether a name is one of a damage. */
export function isFileDamage(name: string | undefined): name is FileDamage {
  return fileDamages.some((damage) => damage === name);
}

/**
 * Inspects a PDF while it comes, in constant memory: whether it is one, and whether it looks damaged. At the end, it reads
 * some pieces of the file again, at most some megabytes.
 */
export class PdfInspector {
  private readonly windows = new Windows();
  private readonly ends = new FileEnds();
  private readonly counts = new ByteCounts();
  private readonly decoding = new TextDecoding();
  private readonly tables = new TablePlaces();
  private readonly pages = new PagePlaces();

  /** Adds the next bytes. */
  add(chunk: Uint8Array): void {
    for (const window of this.windows.of(chunk)) {
      this.ends.add(window);
      this.counts.add(window.added);
      this.decoding.add(window.added);
      this.tables.add(window, this.counts);
      this.pages.add(window);
    }
  }

  /** Whether the file begins and ends as a PDF. */
  get isWhole(): boolean {
    return this.ends.isWhole;
  }

  /**
   * Finds the damage of a whole file, if it seems to have one. Of several, the first one is the cause of the others.
   *
   * @param readAt reads pieces of the same file
   */
  async findDamage(readAt: ReadAt): Promise<FileDamage | undefined> {
    if (this.decoding.isDecoded(this.counts)) return 'file-decoded-as-text';
    if (lacksLineEnds(this.counts)) return 'file-line-ends-changed';
    if (this.isShorterThanItsHead) return 'file-cut-short';
    const damage = await this.damageOfTables(readAt);
    if (damage) return damage;
    return (await this.pages.isWithoutPage(readAt)) ? 'file-without-page' : undefined;
  }

  private async damageOfTables(readAt: ReadAt): Promise<FileDamage | undefined> {
    const offset = await readTableOffset(this.ends, readAt);
    if (offset === undefined) return 'file-tables-missing';
    const { headerPosition } = this.ends;
    // The offset counts from the header, but some producers count the junk before it.
    const found = [await tableNear(offset, readAt), await tableNear(offset + headerPosition, readAt)];
    if (found.includes('there')) return undefined;
    const { last } = this.tables;
    const movedBytes = last ? last.position - headerPosition - offset : 0;
    if (last && isMovedByLineEnds(movedBytes, last)) return 'file-line-ends-changed';
    if (found.includes('near')) return undefined;
    return damageOfMove(movedBytes, last, readAt);
  }

  /** Whether the file has fewer bytes than its first lines say. Later updates only make it longer. */
  private get isShorterThanItsHead(): boolean {
    const { headText, headerPosition, sizeBytes } = this.ends;
    const length = /\/Linearized[^>]*\/L[\s\0]*(\d{1,15})/.exec(headText)?.[1];
    return length !== undefined && Number(length) > sizeBytes - headerPosition;
  }
}

/** If a table is before its place, bytes before it are missing: those of line ends, or others. */
async function damageOfMove(
  movedBytes: number,
  table: TablePlace | undefined,
  readAt: ReadAt,
): Promise<FileDamage> {
  if (table === undefined || movedBytes >= 0) return 'file-tables-missing';
  return (await hasShortRows(table.position, readAt)) ? 'file-line-ends-changed' : 'file-cut-short';
}
