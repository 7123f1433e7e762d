/** The number of ids that are remembered. */
const maxIds = 5_000;

/** Remembers the last ids. */
export class RecentIds {
  private readonly ids = new Set<string>();

  /** Returns whether the id was not seen lately, and remembers it. */
  isNew(id: string): boolean {
    if (this.ids.has(id)) return false;
    this.ids.add(id);
    // A set has its items in the order in which they came.
    const [oldest] = this.ids;
    if (this.ids.size > maxIds && oldest !== undefined) this.ids.delete(oldest);
    return true;
  }
}
