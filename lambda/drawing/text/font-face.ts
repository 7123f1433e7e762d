import type * as Fontkit from '@cantoo/fontkit' with { 'resolution-mode': 'import' };
import { PDFString, type PDFContext, type PDFDict, type PDFRef } from '@cantoo/pdf-lib';
import { deflatedStream } from '../../pdf/deflated-stream';
import { defined } from '../../kit/defined';
import { sha256Hex } from '../../kit/hash';
import { unicodeMap } from './unicode-map';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its types say that it is an ES module only, which it is not
const { create } = require('@cantoo/fontkit') as typeof Fontkit;

/** Whether a file is a font that texts can be drawn with. */
export function isFont(file: Uint8Array): boolean {
  try {
    return readFont(file).numGlyphs > 0;
  } catch {
    return false;
  }
}

function readFont(file: Uint8Array): Fontkit.Font {
  const font = create(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  if (!('createSubset' in font)) throw new Error('a font collection is not a font');
  return font;
}

/** A font in a PDF, with only its used glyphs embedded. */
export class FontFace {
  readonly font: Fontkit.Font;
  private readonly subset;
  /** By glyph number in the subset: the width in thousandths of an em, and the text that the glyph stands for. */
  private readonly used: { width: number; text: string }[] = [{ width: 0, text: '' }];
  private ref: PDFRef | undefined;

  constructor(
    private readonly context: PDFContext,
    file: Uint8Array,
  ) {
    this.font = readFont(file);
    this.subset = this.font.createSubset();
  }

  /** The reference to the font; `embed` assigns its object. */
  get reference(): PDFRef {
    return (this.ref ??= this.context.nextRef());
  }

  /** The factor from font units to thousandths of an em. */
  get scale(): number {
    return 1_000 / this.font.unitsPerEm;
  }

  /** Whether its outlines are PostScript, as in many Chinese, Japanese and Korean fonts. */
  private get isPostScript(): boolean {
    return 'cff' in this.subset;
  }

  /** Adds a glyph to the subset, and returns its number there. */
  addGlyph(glyph: Fontkit.Glyph): number {
    const id = this.subset.includeGlyph(glyph.id);
    this.used[id] ??= {
      width: glyph.advanceWidth * this.scale,
      text: String.fromCodePoint(...glyph.codePoints),
    };
    return id;
  }

  /** Adds the font to the PDF, if anything was drawn with it. */
  embed(): void {
    if (!this.ref) return;
    const file = this.subset.encode();
    const { context } = this;
    const name = `${subsetTag(file)}+${this.font.postscriptName ?? 'Font'}`;
    const descendant = context.register(this.descendant(name, file));
    const map = unicodeMap(this.used.map(({ text }) => text));
    const dict = context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: this.stream(Buffer.from(map)),
    });
    context.assign(this.ref, dict);
  }

  private descendant(name: string, file: Uint8Array): PDFDict {
    const entries = defined({
      Type: 'Font',
      Subtype: this.isPostScript ? 'CIDFontType0' : 'CIDFontType2',
      BaseFont: name,
      CIDToGIDMap: this.isPostScript ? undefined : 'Identity',
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: this.context.register(this.descriptor(name, file)),
      DW: 0,
      W: [0, this.used.map(({ width }) => rounded(width))],
    });
    return this.context.obj(entries);
  }

  private descriptor(name: string, file: Uint8Array): PDFDict {
    const { ascent, descent, capHeight, italicAngle, bbox } = this.font;
    const scaled = (units: number) => rounded(units * this.scale);
    return this.context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      // Symbolic: glyphs are addressed by number, not by a known alphabet.
      Flags: 4,
      FontBBox: [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map(scaled),
      ItalicAngle: italicAngle,
      Ascent: scaled(ascent),
      Descent: scaled(descent),
      CapHeight: scaled(capHeight || ascent),
      StemV: 80,
      ...(this.isPostScript
        ? { FontFile3: this.stream(file, { Subtype: 'CIDFontType0C' }) }
        : { FontFile2: this.stream(file, { Length1: file.length }) }),
    });
  }

  private stream(bytes: Uint8Array, entries: Record<string, number | string> = {}): PDFRef {
    return this.context.register(deflatedStream(this.context, bytes, entries));
  }
}

/** Returns six letters that name a subset: the same for the same glyphs. */
function subsetTag(file: Uint8Array): string {
  const digest = Buffer.from(sha256Hex(file), 'hex');
  return String.fromCharCode(...[...digest.subarray(0, 6)].map((byte) => 65 + (byte % 26)));
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}
