import { PDFArray, PDFDict, PDFName, type PDFObject } from '@cantoo/pdf-lib';
import type { ParseBudget } from '../../pdf/parse-budget';

/** What it takes to remember a node or a list. */
const bytesPerWalked = 64;

/**
 * A walk over the objects of a stranger's PDF. Each step costs budget, and each node and each list is walked once: any
 * number of nodes may share one list.
 */
export class ObjectWalk {
  private readonly walked = new Set<PDFObject>();

  constructor(
    private readonly budget: ParseBudget,
    private readonly damage = { isFound: false },
  ) {}

  /** Whether an object was passed over, because it cannot be read. */
  get isDamaged(): boolean {
    return this.damage.isFound;
  }

  /** Starts another walk, for which all objects are new: an object may have a meaning in two lists. */
  again(): ObjectWalk {
    return new ObjectWalk(this.budget, this.damage);
  }

  /** Looks up an entry of a dictionary. */
  entry(dict: PDFDict, key: string): PDFObject | undefined {
    return this.step(() => dict.lookup(PDFName.of(key)));
  }

  /** Lists the elements of an array that was not walked before. */
  *elements(array: PDFObject | undefined): Generator<PDFObject | undefined, void> {
    if (!(array instanceof PDFArray) || !this.isNew(array)) return;
    for (let index = 0; index < array.size(); index++) yield this.step(() => array.lookup(index));
  }

  /** Lists the nodes of a tree, parents before their `Kids`. Without recursion: a deep tree would overflow the stack. */
  *nodes(root: PDFObject | undefined): Generator<PDFDict, void> {
    const waiting = [root];
    while (waiting.length > 0) {
      const node = waiting.pop();
      if (!(node instanceof PDFDict) || !this.isNew(node)) continue;
      yield node;
      for (const kid of [...this.elements(this.entry(node, 'Kids'))].reverse()) waiting.push(kid);
    }
  }

  private isNew(object: PDFObject): boolean {
    if (this.walked.has(object)) return false;
    this.budget.holdBytes(bytesPerWalked);
    this.walked.add(object);
    return true;
  }

  /** Makes one step. An object that cannot be read costs itself only, except when the budget is spent. */
  private step(lookUp: () => PDFObject | undefined): PDFObject | undefined {
    this.budget.spendToken();
    try {
      return lookUp();
    } catch (error) {
      if (this.budget.isSpent) throw error;
      this.damage.isFound = true;
      return undefined;
    }
  }
}
