import type { ContentToken } from './content-tokens';

/** A category of a page's resources whose objects may have contents of their own. */
export type CalledCategory = 'XObject' | 'Pattern' | 'Font' | 'ExtGState';

/** What a content names in its resources, and how often. */
export interface ContentCall {
  readonly category: CalledCategory;
  readonly name: string;
  readonly count: number;
}

const categories = new Map<string, CalledCategory>([
  ['Do', 'XObject'],
  ['scn', 'Pattern'],
  ['SCN', 'Pattern'],
  ['Tf', 'Font'],
  ['gs', 'ExtGState'],
]);

/** A name, and behind it one of the operators above. */
const callText = /\/([^\0\s()<>[\]{}/%]{1,127})[\0\s]{1,9}[^/]{0,32}?(Do|scn|SCN|Tf|gs)/g;

/** No honest operator has more names. */
const maxNames = 33;

/** No honest content calls more. */
const maxCalls = 10_000;

/**
 * Reads what a content calls from its tokens. Where readers differ in what is a token (inline images, strings without an
 * end), everything that looks like a call counts.
 */
export class CallReader {
  private readonly counts = new Map<string, ContentCall>();
  private names: string[] = [];

  constructor(private readonly content: Buffer) {}

  /** Reads the next token. */
  read({ kind, text, start, end }: ContentToken): void {
    if (kind === 'operand') this.readName(start, end);
    else if (kind === 'word') this.readOperator(text);
    else if (kind === 'image' || kind === 'broken') this.readText(start, end);
  }

  /** The calls; `undefined` if there are too many different ones. */
  get calls(): readonly ContentCall[] | undefined {
    return this.counts.size < maxCalls ? [...this.counts.values()] : undefined;
  }

  /** Readers differ in which one counts if an operator has several. */
  private readName(start: number, end: number): void {
    if (this.content[start] !== 0x2f || this.names.length >= maxNames) return;
    this.names.push(this.content.toString('latin1', start + 1, end));
  }

  private readOperator(operator: string): void {
    for (const name of this.names) this.count(operator, name);
    this.names = [];
  }

  private readText(start: number, end: number): void {
    const text = this.content.toString('latin1', start, end);
    for (const [, name = '', operator = ''] of text.matchAll(callText)) this.count(operator, name);
  }

  private count(operator: string, name: string): void {
    const category = categories.get(operator);
    if (!category || this.counts.size >= maxCalls) return;
    const key = `${category}/${name}`;
    this.counts.set(key, { category, name, count: (this.counts.get(key)?.count ?? 0) + 1 });
  }
}
