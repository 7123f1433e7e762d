/** A PDF asks for more than reading it is worth. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Numbers, names, strings … of one PDF. Two million numbers, three tokens each, take some 200 MB. */
const mostTokens = 6_000_000;
/** Characters of all names and strings: a signature's are among them. */
const mostCharacters = 64 * 1024 ** 2;
/** Bytes of inflated object streams. */
const mostInflated = 128 * 1024 ** 2;

/**
 * What reading a stranger's PDF may cost. The PDF library throws over nothing and knows no limits: a few bytes can make
 * it loop for hours, or fill the memory, which would kill the archiver and not just the reading.
 */
export class ParseBudget {
  private tokens = mostTokens;
  private characters = mostCharacters;
  private inflated = mostInflated;
  private readonly deadline: number;
  /** Whether something was left out: the library swallows what is thrown into it. */
  damaged = false;

  constructor(time: number) {
    this.deadline = performance.now() + time;
  }

  /** Whether anything is left. */
  get isSpent(): boolean {
    return this.tokens <= 0 || this.characters <= 0 || this.inflated <= 0;
  }

  /** Bytes that object streams may still be inflated to. */
  get inflatable(): number {
    return this.inflated;
  }

  /**
   * Takes one token from it.
   *
   * @throws BudgetSpent when there is none left, or no time
   */
  spendToken(): void {
    this.tokens--;
    if (performance.now() > this.deadline) this.tokens = 0;
    if (this.isSpent) throw new BudgetSpent();
  }

  /** Takes the characters of a name or string. */
  spendCharacters(count: number): void {
    this.characters -= count;
  }

  /** Takes the bytes of an inflated object stream. */
  spendInflated(bytes: number): void {
    this.inflated -= bytes;
  }
}
