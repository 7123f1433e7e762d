import type { PDFName, PDFRef } from '@cantoo/pdf-lib';
import { RunTimeSpent } from './run-time-spent';

/** A PDF costs more to read than its budget allows. */
class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Numbers, names, strings … of one PDF. They bound the time: some ten seconds. */
const maxTokens = 6_000_000;
/** Characters of all names and strings, signatures included. They bound the time, too. */
const maxCharacters = 64 * 1024 ** 2;
/**
 * Memory that one PDF takes beside its own bytes: its objects, by `bytesOf`, its tables and its inflated object streams.
 * V8 needs as much again for what it has not collected yet. Of some 7,000 public files, the worst one takes half of it.
 */
const maxHeldBytes = 48 * 1024 ** 2;
/** What a name or a reference takes beside its text: the PDF library keeps each in a map. */
const sharedBytes = 256;
/** What a character of its text takes: the library keeps it as it is read, as it is written, and as a key. */
const bytesPerCharacter = 4;

/**
 * The budget for reading a stranger's PDF. The PDF library never gives up and has no limits: a few bytes can make it
 * loop for hours or fill the memory. That would kill the archiver's process, not just fail this PDF.
 */
export class ParseBudget {
  private tokensLeft = maxTokens;
  private charactersLeft = maxCharacters;
  /** Memory that stays taken until the PDF is done. */
  private heldBytes = 0;
  /** Memory of objects, which `letGoAfter` gives back. */
  private objectBytes = 0;
  private readonly shared = new Set<PDFName | PDFRef>();
  private readonly deadline: number;
  private readonly endOfRun: number;

  /**
   * Starts the clocks.
   *
   * @param timeMs the time for the PDF
   * @param runTimeMs the time that is left for the run; when it ends, `checkRun` throws
   */
  constructor(timeMs: number, runTimeMs = Infinity) {
    const now = performance.now();
    this.endOfRun = now + runTimeMs;
    this.deadline = Math.min(now + timeMs, this.endOfRun);
  }

  /**
   * Ends the work on a PDF with the run.
   *
   * @throws RunTimeSpent when the run's time is over
   */
  checkRun(): void {
    if (performance.now() > this.endOfRun) throw new RunTimeSpent();
  }

  /** Whether any part of the budget is used up. */
  get isSpent(): boolean {
    return this.tokensLeft <= 0 || this.charactersLeft <= 0 || this.bytesLeft <= 0;
  }

  /** The memory that is left, in bytes: no stream that is kept may be larger. */
  get bytesLeft(): number {
    return maxHeldBytes - this.heldBytes - this.objectBytes;
  }

  /**
   * Spends one token.
   *
   * @throws BudgetSpent when no token or no time is left
   */
  spendToken(): void {
    this.tokensLeft--;
    this.checkTime();
    if (this.isSpent) throw new BudgetSpent();
  }

  /**
   * Spends several tokens.
   *
   * @throws BudgetSpent when no token or no time is left
   */
  spendTokens(count: number): void {
    this.tokensLeft -= count;
    this.spendToken();
  }

  /** Spends the characters of a name or string. After the last one, the next token throws. */
  spendCharacters(count: number): void {
    this.charactersLeft -= count;
    this.checkTime();
  }

  /**
   * Spends memory that stays taken until the PDF is done.
   *
   * @throws BudgetSpent when none is left
   */
  holdBytes(count: number): void {
    this.heldBytes += count;
    if (this.isSpent) throw new BudgetSpent();
  }

  /**
   * Spends the memory of a parsed object.
   *
   * @throws BudgetSpent when none is left
   */
  holdObject(bytes: number): void {
    this.objectBytes += bytes;
    if (this.isSpent) throw new BudgetSpent();
  }

  /**
   * Spends the memory of a name or a reference, once for all places that have it.
   *
   * @throws BudgetSpent when none is left
   */
  holdShared(object: PDFName | PDFRef): void {
    if (this.shared.has(object)) return;
    this.shared.add(object);
    const text = object.toString();
    // The library joins it from single characters. V8 keeps 32 bytes for each until one is looked up.
    text.charCodeAt(0);
    this.holdBytes(sharedBytes + bytesPerCharacter * text.length);
  }

  /** Does work that stores all objects that it parses, and counts their memory as held. */
  storeAfter<Result>(work: () => Result): Result {
    const before = this.objectBytes;
    const result = work();
    this.heldBytes += this.objectBytes - before;
    this.objectBytes = before;
    return result;
  }

  /** Does work that stores none of the objects that it parses, and gives their memory back, except what `storeAfter` has counted. */
  letGoAfter<Result>(work: () => Result): Result {
    const before = this.objectBytes;
    try {
      return work();
    } finally {
      if (!this.isSpent) this.objectBytes = before;
    }
  }

  /** Looks at the clock whatever is spent: what costs no token takes time, too. */
  private checkTime(): void {
    if (performance.now() > this.deadline) this.tokensLeft = Math.min(this.tokensLeft, 0);
  }

  /** What was spent so far. Steps of a walk and bytes of a search cost tokens, too. */
  get spent(): { readonly tokens: number; readonly characters: number; readonly bytes: number } {
    return {
      tokens: maxTokens - this.tokensLeft,
      characters: maxCharacters - this.charactersLeft,
      bytes: maxHeldBytes - this.bytesLeft,
    };
  }
}
