import { ProviderApiError } from './provider-api-error';

/** The limits of the elements of a list. */
export interface ElementLimits {
  /** The size of one element, after long texts were shortened. */
  readonly maxElementBytes: number;
  /** The size of a text, at which the rest of it is dropped. */
  readonly maxStringBytes: number;
  /** The size of the whole answer, as it comes. */
  readonly maxBytes: number;
}

const [quote, backslash, comma, listBegin] = [0x22, 0x5c, 0x2c, 0x5b];
/** `\\u` has four more digits. */
const unicodeMark = 0x75;
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]);
const space: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Yields the elements of a JSON list as they arrive, each as the bytes of its JSON: in constant memory, however long the list or a
 * text in it is. Texts are shortened. What is yielded still has to be parsed, and may be no JSON.
 *
 * @throws ProviderApiError `not-json` if it is no list, `too-large`, or `cut-off` if it ends within the list
 */
export async function* jsonElements(
  chunks: AsyncIterable<Uint8Array>,
  limits: ElementLimits,
): AsyncGenerator<Uint8Array, void> {
  const scan = new ElementScan(limits);
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limits.maxBytes) throw new ProviderApiError('too-large');
    for (const byte of chunk) {
      const element = scan.take(byte);
      if (element) yield element;
    }
  }
  if (!scan.isComplete) throw new ProviderApiError('cut-off');
}

/** Finds the ends of the elements. Inside a text nothing but its end counts. */
class ElementScan {
  /** Whether the list has ended. */
  isComplete = false;
  private readonly buffer: Buffer;
  private used = 0;
  private depth = 0;
  private text: TextScan | undefined;

  constructor(private readonly limits: ElementLimits) {
    this.buffer = Buffer.alloc(limits.maxElementBytes);
  }

  /** Takes the next byte. Returns an element if it ends there. */
  take(byte: number): Uint8Array | undefined {
    if (this.text) return this.takeOfText(this.text, byte);
    return this.depth === 0 ? this.takeOutside(byte) : this.takeInside(byte);
  }

  private takeInside(byte: number): Uint8Array | undefined {
    if (byte === quote) this.text = new TextScan(this.limits.maxStringBytes);
    if (opening.has(byte)) this.depth++;
    if (closing.has(byte)) this.depth--;
    if (this.depth === 0) return this.endList();
    if (this.depth === 1 && byte === comma) return this.endElement();
    if (!space.has(byte)) this.add(byte);
    return undefined;
  }

  private takeOfText(text: TextScan, byte: number): undefined {
    if (text.keeps(byte)) this.add(byte);
    if (text.isEnded) this.text = undefined;
    return undefined;
  }

  private takeOutside(byte: number): undefined {
    if (space.has(byte)) return undefined;
    if (this.isComplete || byte !== listBegin) throw new ProviderApiError('not-json');
    this.depth = 1;
    return undefined;
  }

  private add(byte: number): void {
    if (this.used === this.buffer.length) throw new ProviderApiError('too-large');
    this.buffer[this.used++] = byte;
  }

  private endElement(): Uint8Array {
    const element = Buffer.from(this.buffer.subarray(0, this.used));
    this.used = 0;
    return element;
  }

  private endList(): Uint8Array | undefined {
    this.isComplete = true;
    return this.used === 0 ? undefined : this.endElement();
  }
}

/** Finds the end of one text, and where the rest of a long one is dropped. */
class TextScan {
  isEnded = false;
  private bytes = 0;
  /** The number of bytes that belong to an escape which has begun. */
  private escapeLeft = 0;
  private isDropping = false;

  constructor(private readonly maxBytes: number) {}

  /** Takes the next byte. Returns whether it belongs to what is left of the text. */
  keeps(byte: number): boolean {
    // Dropping begins neither within an escape nor within a character, so that what is left is still JSON.
    const isWithin = this.escapeLeft > 0 || (byte & 0xc0) === 0x80;
    if (++this.bytes > this.maxBytes && !isWithin) this.isDropping = true;
    this.follow(byte);
    return this.isEnded || !this.isDropping;
  }

  private follow(byte: number): void {
    if (this.escapeLeft > 0) this.escapeLeft += byte === unicodeMark && this.escapeLeft === 1 ? 3 : -1;
    else if (byte === backslash) this.escapeLeft = 1;
    else if (byte === quote) this.isEnded = true;
  }
}
