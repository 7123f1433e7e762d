import { RunTimeSpent } from './run-time-spent';

/** A PDF costs more to read than its budget allows. */
class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Numbers, names, strings … of one PDF. Two million numbers, three tokens each, take some 200 MB. */
const maxTokens = 6_000_000;
/** Characters of all names and strings, signatures included. */
const maxCharacters = 64 * 1024 ** 2;
/** Bytes of all object streams, inflated. */
const maxInflatedBytes = 128 * 1024 ** 2;

/**
 * The budget for reading a stranger's PDF. The PDF library never gives up and has no limits: a few bytes can make it
 * loop for hours or fill the memory. That would kill the archiver's process, not just fail this PDF.
 */
export class ParseBudget {
  private tokensLeft = maxTokens;
  private charactersLeft = maxCharacters;
  private inflatableBytesLeft = maxInflatedBytes;
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
    return this.tokensLeft <= 0 || this.charactersLeft <= 0 || this.inflatableBytesLeft <= 0;
  }

  /** The size that object streams may still have together. */
  get inflatableBytes(): number {
    return this.inflatableBytesLeft;
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

  /** Spends the bytes of an inflated object stream. After the last one, the next token throws. */
  spendInflatedBytes(count: number): void {
    this.inflatableBytesLeft -= count;
    this.checkTime();
  }

  /** Looks at the clock whatever is spent: what costs no token takes time, too. */
  private checkTime(): void {
    if (performance.now() > this.deadline) this.tokensLeft = Math.min(this.tokensLeft, 0);
  }

  /** What was spent so far. Steps of a walk and bytes of a search cost tokens, too. */
  get spent(): { readonly tokens: number; readonly characters: number; readonly inflatedBytes: number } {
    return {
      tokens: maxTokens - this.tokensLeft,
      characters: maxCharacters - this.charactersLeft,
      inflatedBytes: maxInflatedBytes - this.inflatableBytesLeft,
    };
  }
}
