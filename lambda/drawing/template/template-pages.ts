import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRef,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib';
import { displayedPage, type DisplayedPage } from './page-geometry';
import { readRectangle } from './read-rectangle';

/** A page of the original. */
export interface TemplatePage {
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly displayed: DisplayedPage;
  /** Its own, or those of the tree above it. */
  readonly resources?: PDFDict;
}

/** What a page takes from the tree above it where it says nothing itself. */
const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;
type Inherited = Readonly<Partial<Record<(typeof inherited)[number], PDFObject>>>;

interface Node {
  readonly ref: PDFRef;
  readonly above: Inherited;
}

/**
 * The pages in their order. Without recursion: a deep tree would end it. A tree that is not as it has to be is none: pages
 * would have other numbers than a reader gives them, and a signature would stand on another page.
 *
 * @throws Error when there are more than that many nodes, or none; when something in it is no page, or there twice
 */
export function templatePages(context: PDFContext, root: PDFRef, most: number): readonly TemplatePage[] {
  const pages: TemplatePage[] = [];
  const seen = new Set<PDFRef>();
  const waiting: Node[] = [{ ref: root, above: {} }];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.size > 2 * most || pages.length >= most) throw new Error('too many pages');
    const dict = nodeSeenOnce(context, node.ref, seen);
    const attributes = { ...node.above, ...ownAttributes(dict) };
    const kids = dict.lookup(PDFName.of('Kids'));
    if (kids instanceof PDFArray) waiting.push(...kidsOf(kids, attributes));
    else pages.push(pageOf(node.ref, dict, attributes));
  }
  if (pages.length === 0 || pages[0]?.ref === root) throw new Error('no tree of pages');
  return pages;
}

function nodeSeenOnce(context: PDFContext, ref: PDFRef, seen: Set<PDFRef>): PDFDict {
  const dict = context.lookup(ref);
  if (!(dict instanceof PDFDict) || seen.has(ref)) throw new Error('no tree of pages');
  seen.add(ref);
  return dict;
}

/** The last one first: they are taken from the end. */
function kidsOf(kids: PDFArray, above: Inherited): readonly Node[] {
  const refs = kids.asArray().filter((kid) => kid instanceof PDFRef);
  if (refs.length < kids.size()) throw new Error('a page that is no object of its own');
  return refs.reverse().map((kid) => ({ ref: kid, above }));
}

function ownAttributes(dict: PDFDict): Inherited {
  return Object.fromEntries(
    inherited.flatMap((name) => {
      const value = dict.lookup(PDFName.of(name));
      return value ? [[name, value]] : [];
    }),
  );
}

function pageOf(
  ref: PDFRef,
  dict: PDFDict,
  { Resources, MediaBox, CropBox, Rotate }: Inherited,
): TemplatePage {
  const [mediaBox, cropBox] = [readRectangle(MediaBox), readRectangle(CropBox)];
  const displayed = displayedPage({
    ...(mediaBox ? { mediaBox } : {}),
    ...(cropBox ? { cropBox } : {}),
    ...(Rotate instanceof PDFNumber ? { rotate: Rotate.asNumber() } : {}),
  });
  return { ref, dict, displayed, ...(Resources instanceof PDFDict ? { resources: Resources } : {}) };
}
