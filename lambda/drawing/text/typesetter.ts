import type { PDFContext, PDFRef } from '@cantoo/pdf-lib';
import bidiFactory from 'bidi-js';
import type { TextStyle } from '../../contracts/drawing-plan';
import { FontFace } from './font-face';
import type { FontFiles } from './fonts';
import { glyphsOf, type SetGlyph } from './set-glyphs';

/** A line of text as glyphs, from left to right. */
export interface SetLine {
  readonly text: string;
  /** Whether a part of it runs from right to left. */
  readonly turned: boolean;
  readonly glyphs: readonly SetGlyph[];
  /** Thousandths of an em. */
  readonly width: number;
}

/** Turns texts into glyphs of the fonts of one PDF. */
export interface Typesetter {
  /** The characters of a text that no font has, each once: with any of them it cannot be set. */
  readonly missing: (text: string) => readonly string[];
  /** Sets a text of one line. What no font has is left out: ask for it first. */
  readonly line: (text: string, style: TextStyle) => SetLine;
  /** The fonts that were used, by the names that glyphs have for them. */
  readonly fonts: () => Readonly<Record<string, PDFRef>>;
  /** Puts the fonts into the PDF. */
  readonly finish: () => void;
}

const bidi = bidiFactory();

/** A typesetter for one PDF. Fonts are read when they are first needed. */
export function typesetter(context: PDFContext, files: FontFiles): Typesetter {
  const { faceOf, nameOf, used } = faceBook(context);
  const has = (file: Uint8Array, character: string) =>
    faceOf(file).font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  const fontFor = (character: string, style: TextStyle) =>
    filesFor(files, style).find((file) => has(file, character));
  return {
    missing: (text) =>
      [...new Set(text)].filter((character) => !isUnseen(character) && !fontFor(character, plain)),
    line: (text, style) => {
      const runs = runsOf(text, { for: (character) => fontFor(character, style), has });
      const glyphs = runs.flatMap(({ file, text: part, level }) => {
        const face = faceOf(file);
        return glyphsOf({ face, name: nameOf(face) }, part, level % 2 === 1 ? 'rtl' : 'ltr');
      });
      const width = glyphs.reduce((sum, { advance }) => sum + advance, 0);
      return { text, turned: runs.some(({ level }) => level > 0), glyphs, width };
    },
    fonts: () => Object.fromEntries([...used].map(([name, face]) => [name, face.reference])),
    finish: () => {
      for (const face of used.values()) face.finish();
    },
  };
}

/** The fonts of one PDF, each once, and their names there. */
function faceBook(context: PDFContext) {
  const faces = new Map<Uint8Array, FontFace>();
  const used = new Map<string, FontFace>();
  const faceOf = (file: Uint8Array) => {
    const face = faces.get(file) ?? new FontFace(context, file);
    faces.set(file, face);
    return face;
  };
  const nameOf = (face: FontFace) => {
    const name = `F${[...faces.values()].indexOf(face)}`;
    used.set(name, face);
    return name;
  };
  return { faceOf, nameOf, used };
}

/** In the order in which they are asked for a character. */
function filesFor(files: FontFiles, { bold, italic }: TextStyle): readonly Uint8Array[] {
  const [upright, slanted] = bold ? [files.bold, files.boldItalic] : [files.regular, files.italic];
  return [italic ? slanted : upright, files.regular, ...files.fallbacks];
}

const plain: TextStyle = { bold: false, italic: false };

/** Characters that only tell others how to look: where a font lacks them, nothing is missing. */
function isUnseen(character: string): boolean {
  return /^[\p{Default_Ignorable_Code_Point}\p{Cc}]$/u.test(character);
}

interface Run {
  readonly file: Uint8Array;
  readonly level: number;
  readonly text: string;
}

interface Fonts {
  readonly for: (character: string) => Uint8Array | undefined;
  readonly has: (file: Uint8Array, character: string) => boolean;
}

/** The parts of a line that one font sets in one direction, in the order in which they are seen. */
function runsOf(text: string, fonts: Fonts): readonly Run[] {
  const { levels } = bidi.getEmbeddingLevels(text, 'ltr');
  const runs: Run[] = [];
  let offset = 0;
  for (const character of text) {
    const level = levels[offset] ?? 0;
    offset += character.length;
    const file = fontWithLast(character, runs.at(-1), fonts) ?? fonts.for(character);
    if (file) addTo(runs, { file, level, text: level % 2 === 1 ? mirrored(character) : character });
  }
  return inVisualOrder(runs);
}

/** A mark is set on its letter: by the letter's font, where that has both. */
function fontWithLast(character: string, last: Run | undefined, { has }: Fonts): Uint8Array | undefined {
  return last && /^[\p{M}\u200c\u200d]$/u.test(character) && has(last.file, character)
    ? last.file
    : undefined;
}

function addTo(runs: Run[], next: Run): void {
  const last = runs.at(-1);
  const goesOn = last?.file === next.file && last.level === next.level;
  if (goesOn) runs[runs.length - 1] = { ...last, text: last.text + next.text };
  else runs.push(next);
}

/** A bracket that opens to the right opens to the left where a line runs from the right. */
function mirrored(character: string): string {
  return bidi.getMirroredCharacter(character) ?? character;
}

/** From the highest level to the lowest odd one, runs that stand together at it or above change their order. */
function inVisualOrder(runs: readonly Run[]): readonly Run[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < ordered.length; start++) {
      let end = start;
      while ((ordered[end]?.level ?? -1) >= level) end++;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = Math.max(start, end);
    }
  }
  return ordered;
}
