import type { FontFace } from './font-face';

/** A glyph at its place in a line. Lengths are thousandths of an em. */
export interface ShapedGlyph {
  /** The font's name in `Typesetter.fonts`. */
  readonly font: string;
  /** The glyph's number in the embedded font. */
  readonly id: number;
  /** The distance to the next glyph. */
  readonly advance: number;
  /** The distance that a reader assumes by the font alone. */
  readonly ownAdvance: number;
  /** The glyph's offset from the line, as for an accent on its letter. */
  readonly dx: number;
  readonly dy: number;
}

/** Turns a text into glyphs of one font, from left to right. */
export function shapeText(
  { face, name }: { readonly face: FontFace; readonly name: string },
  text: string,
  direction: 'ltr' | 'rtl',
): readonly ShapedGlyph[] {
  const { glyphs, positions } = face.font.layout(text, undefined, undefined, undefined, direction);
  return glyphs.map((glyph, index) => {
    const position = positions?.[index];
    return {
      font: name,
      id: face.addGlyph(glyph),
      advance: (position?.xAdvance ?? glyph.advanceWidth) * face.scale,
      ownAdvance: glyph.advanceWidth * face.scale,
      dx: (position?.xOffset ?? 0) * face.scale,
      dy: (position?.yOffset ?? 0) * face.scale,
    };
  });
}
