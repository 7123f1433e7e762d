const [zero, nine] = [0x30, 0x39];

/** Whether a byte is white space in a PDF: NUL, tab, line feed, form feed, carriage return, space. */
export function isWhite(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0;
}

/** Whether a byte is a decimal digit. */
export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine;
}

/** Reads numbers and keywords from bytes, one after the other. */
export class ByteCursor {
  constructor(
    private readonly source: Buffer,
    public position: number,
  ) {}

  /** Skips white space, which may be missing. */
  skipWhite(): this {
    while (isWhite(this.source[this.position])) this.position++;
    return this;
  }

  /** Reads a number without a sign; `undefined` if there is no digit. At most 15 digits, which a number holds exactly. */
  readNumber(): number | undefined {
    const start = this.position;
    let value = 0;
    while (isDigit(this.source[this.position]) && this.position - start < 15) {
      value = value * 10 + (this.source[this.position] ?? 0) - zero;
      this.position++;
    }
    return this.position > start ? value : undefined;
  }

  /** Reads a keyword; `false`, without moving, if it is not there. */
  readKeyword(keyword: string): boolean {
    const end = this.position + keyword.length;
    if (this.source.toString('latin1', this.position, end) !== keyword) return false;
    this.position = end;
    return true;
  }
}
