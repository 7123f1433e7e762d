import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRef,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib';
import { defined } from '../../kit/defined';
import type { PdfFile } from '../../pdf/read-pdf';
import { displayedPage, readRectangle, type DisplayedPage } from './page-geometry';

/** A page of the original. */
export interface TemplatePage {
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly displayed: DisplayedPage;
  /** Its own resources, or those that it inherits. */
  readonly resources?: PDFDict | undefined;
}

/** The attributes that a page inherits from the page tree if it has none itself. */
const inheritable = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;
type Attributes = Readonly<Partial<Record<(typeof inheritable)[number], PDFObject>>>;

interface Node {
  readonly ref: PDFRef;
  readonly inherited: Attributes;
}

/**
 * Lists the pages in order. It does not recurse, as a deep tree would overflow the stack. An invalid tree is rejected:
 * a reader could number its pages differently, and a signature would land on the wrong page.
 *
 * @throws Error when there are too many pages, or none; when a node is not a page, or occurs twice
 */
export function templatePages(file: PdfFile, root: PDFRef, maxPages: number): readonly TemplatePage[] {
  const pages: TemplatePage[] = [];
  const visited = new Set<number>();
  const pending: Node[] = [{ ref: root, inherited: {} }];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (visited.size > 2 * maxPages || pages.length >= maxPages) throw new Error('too many pages');
    const dict = readNodeOnce(file.context, node.ref, visited);
    const ref = file.refOf(node.ref);
    const attributes = { ...node.inherited, ...ownAttributes(dict) };
    const kids = dict.lookup(PDFName.of('Kids'));
    if (kids instanceof PDFArray) pending.push(...childNodes(kids, attributes));
    else pages.push(templatePage(ref, dict, attributes));
  }
  if (pages.length === 0 || pages[0]?.ref === root) throw new Error('invalid page tree');
  return pages;
}

function readNodeOnce(context: PDFContext, ref: PDFRef, visited: Set<number>): PDFDict {
  const dict = context.lookup(ref);
  if (!(dict instanceof PDFDict) || visited.has(ref.objectNumber)) throw new Error('invalid page tree');
  visited.add(ref.objectNumber);
  return dict;
}

/** Returns the last child first, as nodes are taken from the end. */
function childNodes(kids: PDFArray, inherited: Attributes): readonly Node[] {
  const refs = kids.asArray().filter((kid) => kid instanceof PDFRef);
  if (refs.length < kids.size()) throw new Error('a page that is not an indirect object');
  return refs.reverse().map((kid) => ({ ref: kid, inherited }));
}

function ownAttributes(dict: PDFDict): Attributes {
  return Object.fromEntries(
    inheritable.flatMap((name) => {
      const value = dict.lookup(PDFName.of(name));
      return value ? [[name, value]] : [];
    }),
  );
}

function templatePage(
  ref: PDFRef,
  dict: PDFDict,
  { Resources, MediaBox, CropBox, Rotate }: Attributes,
): TemplatePage {
  const displayed = displayedPage({
    mediaBox: readRectangle(MediaBox),
    cropBox: readRectangle(CropBox),
    rotate: Rotate instanceof PDFNumber ? Rotate.asNumber() : undefined,
  });
  const resources = Resources instanceof PDFDict ? Resources : undefined;
  return defined({ ref, dict, displayed, resources });
}
