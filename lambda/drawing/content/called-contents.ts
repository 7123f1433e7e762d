import { PDFArray, PDFDict, PDFName, PDFRawStream, type PDFObject } from '@cantoo/pdf-lib';
import { unescapedName } from '../../pdf/objects/token-text';
import type { CalledCategory, ContentCall } from './content-calls';

/** The resources in which readers look for a name: those of the content itself, then those of who calls it. */
export type ResourceChain = readonly (PDFDict | undefined)[];

/** A content that another one calls. */
export interface CalledContent {
  readonly stream: PDFRawStream;
  /** Its own resources. */
  readonly resources: PDFDict | undefined;
  /** Whether each call paints it once. Of patterns, glyphs and soft masks, nobody knows how often a reader paints them. */
  readonly isCounted: boolean;
  /** Whether it is a transparency group or a soft mask. */
  readonly isGroup: boolean;
}

/** What a call names. */
export interface CalledObjects {
  readonly objects: readonly PDFObject[];
  /** Whether the name is not among the content's own resources. */
  readonly usesCaller: boolean;
}

/**
 * Finds what a call names. If it is not among the content's own resources, some readers take the page's, and some those
 * of any caller: all count.
 */
export function calledObjects(
  { category, name }: ContentCall,
  [own, ...callers]: ResourceChain,
): CalledObjects {
  const find = (resources: PDFDict | undefined) => {
    const object = resources && namedObject(resources.lookup(PDFName.of(category)), name);
    return object ? [object] : [];
  };
  const objects = find(own);
  return objects.length > 0
    ? { objects, usesCaller: false }
    : { objects: callers.flatMap(find), usesCaller: true };
}

const keysOf = new WeakMap<PDFDict, ReadonlyMap<string, PDFName>>();

/** Looks a name up. The PDF library never forgets a name that it made, so it makes none of a stranger's content. */
function namedObject(dict: PDFObject | undefined, name: string): PDFObject | undefined {
  if (!(dict instanceof PDFDict)) return undefined;
  const keys =
    keysOf.get(dict) ??
    new Map(dict.keys().map((key) => [Buffer.from(key.asBytes()).toString('latin1'), key]));
  keysOf.set(dict, keys);
  const key = keys.get(unescapedName(name));
  return key && dict.lookup(key);
}

/** Returns the contents of an object that a content calls. */
export function contentsOfCalled(category: CalledCategory, object: PDFObject): readonly CalledContent[] {
  switch (category) {
    case 'XObject':
      return isForm(object) ? [formContent(object)] : [];
    case 'Pattern':
      return contentOf(object);
    case 'Font':
      return glyphsOf(object);
    case 'ExtGState':
      return object instanceof PDFDict ? [...maskOf(object), ...glyphsOf(fontOf(object))] : [];
  }
}

/** Returns the content of a form. */
export function formContent(stream: PDFRawStream): CalledContent {
  const { dict } = stream;
  return { stream, resources: resourcesOf(dict), isCounted: true, isGroup: dict.has(PDFName.of('Group')) };
}

function contentOf(
  object: PDFObject | undefined,
  more: Partial<CalledContent> = {},
): readonly CalledContent[] {
  return object instanceof PDFRawStream ? [{ ...formContent(object), isCounted: false, ...more }] : [];
}

function resourcesOf(dict: PDFDict): PDFDict | undefined {
  const resources = dict.lookup(PDFName.of('Resources'));
  return resources instanceof PDFDict ? resources : undefined;
}

/** Ghostscript paints any stream that does not say it is an image. */
function isForm(object: PDFObject): object is PDFRawStream {
  return object instanceof PDFRawStream && object.dict.lookup(PDFName.of('Subtype')) !== PDFName.of('Image');
}

function maskOf(state: PDFDict): readonly CalledContent[] {
  const mask = state.lookup(PDFName.of('SMask'));
  return mask instanceof PDFDict ? contentOf(mask.lookup(PDFName.of('G')), { isGroup: true }) : [];
}

function fontOf(state: PDFDict): PDFObject | undefined {
  const font = state.lookup(PDFName.of('Font'));
  return font instanceof PDFArray ? font.lookup(0) : undefined;
}

/** Returns the glyphs of a font of contents (Type 3). They use the font's resources. */
function glyphsOf(font: PDFObject | undefined): readonly CalledContent[] {
  const glyphs = font instanceof PDFDict ? font.lookup(PDFName.of('CharProcs')) : undefined;
  if (!(font instanceof PDFDict) || !(glyphs instanceof PDFDict)) return [];
  const resources = resourcesOf(font);
  return glyphs.keys().flatMap((name) => contentOf(glyphs.lookup(name), { resources }));
}
