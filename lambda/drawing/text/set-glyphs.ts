import type { FontFace } from './font-face';

/** A glyph at its place in a line. Lengths are thousandths of an em. */
export interface SetGlyph {
  /** The font, as `Typesetter.fonts` names it. */
  readonly font: string;
  /** The glyph's number in the embedded font. */
  readonly id: number;
  /** How far the line goes on by it, and how far a reader of the PDF takes it to go on by itself. */
  readonly advance: number;
  readonly ownAdvance: number;
  /** How far it is drawn from where the line is: a mark on its letter. */
  readonly dx: number;
  readonly dy: number;
}

/** A part of a line as glyphs of one font, from left to right. */
export function glyphsOf(
  { face, name }: { readonly face: FontFace; readonly name: string },
  text: string,
  direction: 'ltr' | 'rtl',
): readonly SetGlyph[] {
  const { glyphs, positions } = face.font.layout(text, undefined, undefined, undefined, direction);
  return glyphs.map((glyph, index) => {
    const position = positions?.[index];
    return {
      font: name,
      id: face.use(glyph),
      advance: (position?.xAdvance ?? glyph.advanceWidth) * face.scale,
      ownAdvance: glyph.advanceWidth * face.scale,
      dx: (position?.xOffset ?? 0) * face.scale,
      dy: (position?.yOffset ?? 0) * face.scale,
    };
  });
}
