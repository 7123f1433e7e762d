import type { PDFContext, PDFRef } from '@cantoo/pdf-lib';
import bidiFactory from 'bidi-js';
import type { TextStyle } from '../../contracts/drawing-plan';
import { FontFace } from './font-face';
import type { FontFiles } from './fonts';
import { shapeText, type ShapedGlyph } from './shape-text';

/** A line of text as glyphs, from left to right. */
export interface ShapedLine {
  readonly text: string;
  readonly hasRightToLeft: boolean;
  readonly glyphs: readonly ShapedGlyph[];
  /** The width in thousandths of an em. */
  readonly width: number;
}

/** Turns texts into glyphs of the fonts of one PDF. */
export interface Typesetter {
  /** Returns the characters of a text that no font has, each once. */
  readonly missingCharacters: (text: string) => readonly string[];
  /** Shapes a text of one line. Leaves out characters that no font has: check `missingCharacters` first. */
  readonly shapeLine: (text: string, style: TextStyle) => ShapedLine;
  /** Returns the fonts that were used, by the names that glyphs have for them. */
  readonly fonts: () => Readonly<Record<string, PDFRef>>;
  /** Embeds the used fonts into the PDF. */
  readonly embedFonts: () => void;
}

const bidi = bidiFactory();

/** Makes the typesetter of one PDF. A font is read when it is first needed. */
export function pdfTypesetter(context: PDFContext, files: FontFiles): Typesetter {
  const { faceFor, nameOf, used } = fontFaces(context);
  const hasGlyph = (file: Uint8Array, character: string) =>
    faceFor(file).font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  const fontFor = (character: string, style: TextStyle) =>
    filesFor(files, style).find((file) => hasGlyph(file, character));
  return {
    missingCharacters: (text) =>
      [...new Set(text)].filter((character) => !isInvisible(character) && !fontFor(character, plain)),
    shapeLine: (text, style) => {
      const runs = bidiRuns(text, { fontFor: (character) => fontFor(character, style), hasGlyph });
      const glyphs = runs.flatMap(({ file, text: part, level }) => {
        const face = faceFor(file);
        return shapeText({ face, name: nameOf(face) }, part, level % 2 === 1 ? 'rtl' : 'ltr');
      });
      const width = glyphs.reduce((sum, { advance }) => sum + advance, 0);
      return { text, hasRightToLeft: runs.some(({ level }) => level > 0), glyphs, width };
    },
    fonts: () => Object.fromEntries([...used].map(([name, face]) => [name, face.reference])),
    embedFonts: () => {
      for (const face of used.values()) face.embed();
    },
  };
}

/** Reads each font once, and names those that are used. */
function fontFaces(context: PDFContext) {
  const faces = new Map<Uint8Array, FontFace>();
  const used = new Map<string, FontFace>();
  const faceFor = (file: Uint8Array) => {
    const face = faces.get(file) ?? new FontFace(context, file);
    faces.set(file, face);
    return face;
  };
  const nameOf = (face: FontFace) => {
    const name = `F${[...faces.values()].indexOf(face)}`;
    used.set(name, face);
    return name;
  };
  return { faceFor, nameOf, used };
}

/** Returns the fonts in which to look for a character, in this order. */
function filesFor(files: FontFiles, { bold, italic }: TextStyle): readonly Uint8Array[] {
  const [upright, slanted] = bold ? [files.bold, files.boldItalic] : [files.regular, files.italic];
  return [italic ? slanted : upright, files.regular, ...files.fallbacks];
}

const plain: TextStyle = { bold: false, italic: false };

/** Whether a character only affects how others look. A font may lack it. */
function isInvisible(character: string): boolean {
  return /^[\p{Default_Ignorable_Code_Point}\p{Cc}]$/u.test(character);
}

interface Run {
  readonly file: Uint8Array;
  readonly level: number;
  readonly text: string;
}

interface Fonts {
  readonly fontFor: (character: string) => Uint8Array | undefined;
  readonly hasGlyph: (file: Uint8Array, character: string) => boolean;
}

/** Splits a line into parts of one font and one direction, in visual order. */
function bidiRuns(text: string, fonts: Fonts): readonly Run[] {
  const { levels } = bidi.getEmbeddingLevels(text, 'ltr');
  const runs: Run[] = [];
  let offset = 0;
  for (const character of text) {
    const level = levels[offset] ?? 0;
    offset += character.length;
    const file = fontOfLastRun(character, runs.at(-1), fonts) ?? fonts.fontFor(character);
    if (file) appendRun(runs, { file, level, text: level % 2 === 1 ? mirrored(character) : character });
  }
  return inVisualOrder(runs);
}

/** Returns the font of the run before, for a combining mark: mark and letter need the same font. */
function fontOfLastRun(
  character: string,
  last: Run | undefined,
  { hasGlyph }: Fonts,
): Uint8Array | undefined {
  return last && /^[\p{M}\u200c\u200d]$/u.test(character) && hasGlyph(last.file, character)
    ? last.file
    : undefined;
}

function appendRun(runs: Run[], next: Run): void {
  const last = runs.at(-1);
  const isSameRun = last?.file === next.file && last.level === next.level;
  if (isSameRun) runs[runs.length - 1] = { ...last, text: last.text + next.text };
  else runs.push(next);
}

/** Mirrors a bracket, for right-to-left text. */
function mirrored(character: string): string {
  return bidi.getMirroredCharacter(character) ?? character;
}

/** Reorders runs: from the highest level down to 1, reverses each sequence of runs at that level or above. */
function inVisualOrder(runs: readonly Run[]): readonly Run[] {
  const ordered = [...runs];
  const maxLevel = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = maxLevel; level > 0; level--) {
    for (let start = 0; start < ordered.length; start++) {
      let end = start;
      while ((ordered[end]?.level ?? -1) >= level) end++;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = Math.max(start, end);
    }
  }
  return ordered;
}
