import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRef,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib';
import { displayedPage, type DisplayedPage, type Rectangle } from './page-geometry';

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
  /** The nodes that it is in: one that is in itself would have no end. */
  readonly path: ReadonlySet<PDFRef>;
}

/**
 * The pages in their order. Without recursion: a deep tree would end it.
 *
 * @throws Error when there are more than that many nodes, or none
 */
export function templatePages(context: PDFContext, root: PDFRef, most: number): readonly TemplatePage[] {
  const pages: TemplatePage[] = [];
  const waiting: Node[] = [{ ref: root, above: {}, path: new Set() }];
  let visited = 0;
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (++visited > 2 * most || pages.length >= most) throw new Error('too many pages');
    const dict = context.lookup(node.ref);
    if (!(dict instanceof PDFDict) || node.path.has(node.ref)) continue;
    const attributes = { ...node.above, ...ownAttributes(dict) };
    const kids = dict.lookup(PDFName.of('Kids'));
    if (kids instanceof PDFArray) waiting.push(...kidsOf(kids, node, attributes));
    else pages.push(pageOf(node.ref, dict, attributes));
  }
  if (pages.length === 0) throw new Error('no pages');
  return pages;
}

/** The last one first: they are taken from the end. */
function kidsOf(kids: PDFArray, { ref, path }: Node, above: Inherited): readonly Node[] {
  const own = new Set([...path, ref]);
  const refs = kids.asArray().filter((kid) => kid instanceof PDFRef);
  return refs.reverse().map((kid) => ({ ref: kid, above, path: own }));
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
  const [mediaBox, cropBox] = [rectangle(MediaBox), rectangle(CropBox)];
  const displayed = displayedPage({
    ...(mediaBox ? { mediaBox } : {}),
    ...(cropBox ? { cropBox } : {}),
    ...(Rotate instanceof PDFNumber ? { rotate: Rotate.asNumber() } : {}),
  });
  return { ref, dict, displayed, ...(Resources instanceof PDFDict ? { resources: Resources } : {}) };
}

/** Any two opposite corners make one. */
function rectangle(object: PDFObject | undefined): Rectangle | undefined {
  if (!(object instanceof PDFArray) || object.size() !== 4) return undefined;
  const [a, b, c, d] = [0, 1, 2, 3].map((index) => numberAt(object, index)) as [
    number,
    number,
    number,
    number,
  ];
  const [x0, y0, x1, y1] = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  return x0 < x1 && y0 < y1 ? { x0, y0, x1, y1 } : undefined;
}

function numberAt(array: PDFArray, index: number): number {
  const object = array.lookup(index);
  return object instanceof PDFNumber ? object.asNumber() : NaN;
}
