import type { CallReader } from './content-calls';
import { contentTokens, type ContentToken } from './content-tokens';

/** The shape of a page's content, as far as it matters to what is drawn after it. */
export interface ContentShape {
  /** Whether it leaves nothing open, closes nothing that it did not open, and has only what all readers read alike. */
  readonly isClean: boolean;
  /** The most graphics states that it has open at once. */
  readonly maxStates: number;
  /** Marked contents that it may leave open: none if it is clean. Each may be of a layer that is off. */
  readonly openMarks: number;
  /** Whether it has a `Q` that closes nothing. */
  readonly closesTooMuch: boolean;
}

/** Every reader nests so many graphics states. MuPDF 1.28.1 shows nothing of a page that nests 3,000. */
export const maxSafeStates = 1_000;

/** pdf.js stops at an operator with more operands (6.5.438). */
const maxOperands = 33;

/** No honest array or dictionary in a page's content nests deeper. */
const maxBrackets = 100;

/**
 * Reads the shape of a page's content. Overwrites with a space each `Q` that closes nothing: Poppler ends a content there,
 * and the other readers ignore it. It does not do so after an inline image, whose samples could be mistaken for a `Q`.
 *
 * @param joints The offsets in ascending order at which the streams of the content were joined. Readers differ in what
 * is between two streams, which matters inside a string or comment.
 * @param calls Reads what the content calls, at the same time.
 */
export function readContentShape(
  content: Buffer,
  joints: readonly number[] = [],
  calls?: CallReader,
): ContentShape {
  const reader = new ShapeReader(content, joints);
  for (const token of contentTokens(content)) {
    reader.read(token);
    calls?.read(token);
  }
  return reader.shape();
}

class ShapeReader {
  private isClean = true;
  private hasImage = false;
  private closesTooMuch = false;
  private hiddenMarks = 0;
  private isPathOpen = false;
  private operands = 0;
  private readonly brackets: string[] = [];
  private readonly open = { states: 0, marks: 0, texts: 0 };
  private readonly max = { states: 0, marks: 0, texts: 1 };
  private nextJoint = 0;

  constructor(
    private readonly content: Buffer,
    private readonly joints: readonly number[],
  ) {}

  read(token: ContentToken): void {
    this.readJoint(token);
    switch (token.kind) {
      case 'word':
        return this.readWord(token);
      case 'operand':
        return this.readOperand();
      case 'open':
      case 'close':
        return this.readBracket(token);
      case 'comment':
        return;
      case 'image':
      case 'broken':
        this.readUnsure(token);
    }
  }

  shape(): ContentShape {
    const { states, marks, texts } = this.open;
    const left = states + marks + texts + this.operands + this.brackets.length;
    const isClean = this.isClean && left === 0 && !this.isPathOpen;
    const openMarks = isClean ? 0 : this.max.marks + this.hiddenMarks;
    return { isClean, maxStates: this.max.states, openMarks, closesTooMuch: this.closesTooMuch };
  }

  /** Readers differ in where it ends. So some may read operators in it. */
  private readUnsure({ kind, start, end }: ContentToken): void {
    this.isClean = false;
    this.hasImage ||= kind === 'image';
    const text = this.content.toString('latin1', start, end);
    this.hiddenMarks += text.match(/B[DM]C/g)?.length ?? 0;
  }

  /** Readers differ in what is between two streams: some end a comment there, some add a space to a string. */
  private readJoint({ kind, start, end }: ContentToken): void {
    while ((this.joints[this.nextJoint] ?? Infinity) <= start) this.nextJoint++;
    const joint = this.joints[this.nextJoint] ?? Infinity;
    if (kind === 'comment' ? joint <= end : joint < end) this.isClean = false;
  }

  private readOperand(): void {
    if (this.brackets.length === 0) this.operands++;
  }

  private readBracket({ kind, text }: ContentToken): void {
    if (kind === 'open' && this.brackets.length < maxBrackets) {
      this.readOperand();
      this.brackets.push(text);
    } else if (kind === 'open' || this.brackets.pop() !== openings[text]) this.isClean = false;
  }

  private readWord({ text, start }: ContentToken): void {
    if (this.brackets.length > 0 || this.operands > maxOperands) this.isClean = false;
    this.operands = 0;
    const pair = pairs.get(text);
    if (pair) this.count(pair, start);
    else if (pathOperators.has(text)) this.isPathOpen = true;
    else if (paintOperators.has(text)) this.isPathOpen = false;
    else if (!otherOperators.has(text)) this.isClean = false;
  }

  private count({ what, by }: Pair, start: number): void {
    const count = this.open[what] + by;
    if (count < 0) {
      this.isClean = false;
      if (what === 'states') this.leaveOut(start);
      return;
    }
    this.open[what] = count;
    if (count <= this.max[what]) return;
    this.max[what] = count;
    if (what === 'texts' || count > maxSafeStates) this.isClean = false;
  }

  private leaveOut(start: number): void {
    this.closesTooMuch = true;
    if (!this.hasImage) this.content[start] = 0x20;
  }
}

const openings: Readonly<Record<string, string>> = { ']': '[', '>>': '<<' };

interface Pair {
  readonly what: 'states' | 'marks' | 'texts';
  readonly by: 1 | -1;
}

const pairs = new Map<string, Pair>([
  ['q', { what: 'states', by: 1 }],
  ['Q', { what: 'states', by: -1 }],
  ['BMC', { what: 'marks', by: 1 }],
  ['BDC', { what: 'marks', by: 1 }],
  ['EMC', { what: 'marks', by: -1 }],
  ['BT', { what: 'texts', by: 1 }],
  ['ET', { what: 'texts', by: -1 }],
]);

const words = (all: string) => new Set(all.split(' '));
const pathOperators = words('m l c v y h re W W*');
const paintOperators = words('S s f F f* B B* b b* n');

/** Without those that only a glyph may have (`d0`, `d1`). */
const otherOperators = words(
  'BX CS DP Do EX G J K M MP SC SCN T* TD TJ TL Tc Td Tf Tj Tm Tr Ts Tw Tz cm cs d g gs i j k rg RG ri sc scn sh w \' "',
);
