import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import type { PDFContext, PDFObject } from '@cantoo/pdf-lib';
import { clipText } from '../../kit/text';

/** A file inside a PDF, not yet inflated. */
export interface EmbeddedFile {
  /** Its name there: a stranger's text. */
  readonly name?: string;
  readonly stream: PDFRawStream;
}

/** What lies in a PDF. */
export interface EmbeddedFiles {
  /** Each once, in the document's order: its list of files, its associated files, those pinned to its pages. */
  readonly files: readonly EmbeddedFile[];
  /** Whether it names a file that is not to be found. */
  readonly damaged: boolean;
}

const longestName = 500;

/** The files that a PDF's catalog and pages lead to. Each object is visited once: circles end. */
export function embeddedFiles(context: PDFContext): EmbeddedFiles {
  const catalog = context.lookup(context.trailerInfo.Root);
  if (!(catalog instanceof PDFDict)) return { files: [], damaged: true };
  const files = new Map<PDFRawStream, EmbeddedFile>();
  let damaged = false;
  for (const specification of specifications(catalog)) {
    const stream = specification instanceof PDFDict ? fileStream(specification) : undefined;
    if (!stream) damaged ||= specification !== undefined;
    else if (!files.has(stream)) files.set(stream, { ...fileName(specification), stream });
  }
  return { files: [...files.values()], damaged };
}

function* specifications(catalog: PDFDict): Generator<PDFObject | undefined, void> {
  const names = entry(catalog, 'Names');
  if (names instanceof PDFDict) yield* treeValues(entry(names, 'EmbeddedFiles'));
  yield* elements(entry(catalog, 'AF'));
  for (const page of nodes(entry(catalog, 'Pages'))) {
    for (const annotation of elements(entry(page, 'Annots'))) {
      if (!(annotation instanceof PDFDict)) continue;
      if (entry(annotation, 'Subtype') === PDFName.of('FileAttachment')) yield entry(annotation, 'FS');
    }
  }
}

/** A name tree's values: its leaves list a name and a value in turns. */
function* treeValues(root: PDFObject | undefined): Generator<PDFObject | undefined, void> {
  for (const node of nodes(root)) {
    const names = entry(node, 'Names');
    if (!(names instanceof PDFArray)) continue;
    for (let index = 1; index < names.size(); index += 2) yield names.lookup(index);
  }
}

/** A tree's nodes by their `Kids`, parents and earlier ones first; without recursion, which a deep tree would end. */
function* nodes(root: PDFObject | undefined): Generator<PDFDict, void> {
  const visited = new Set<PDFObject>();
  const waiting = [root];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!(node instanceof PDFDict) || visited.has(node)) continue;
    visited.add(node);
    yield node;
    for (const kid of [...elements(entry(node, 'Kids'))].reverse()) waiting.push(kid);
  }
}

function* elements(array: PDFObject | undefined): Generator<PDFObject | undefined, void> {
  if (!(array instanceof PDFArray)) return;
  for (let index = 0; index < array.size(); index++) yield array.lookup(index);
}

function fileStream(specification: PDFDict): PDFRawStream | undefined {
  const forms = entry(specification, 'EF');
  if (!(forms instanceof PDFDict)) return undefined;
  return ['F', 'UF', 'DOS', 'Mac', 'Unix']
    .map((form) => entry(forms, form))
    .find((stream) => stream instanceof PDFRawStream);
}

function fileName(specification: PDFObject | undefined): { readonly name?: string } {
  if (!(specification instanceof PDFDict)) return {};
  for (const key of ['UF', 'F', 'DOS', 'Mac', 'Unix']) {
    const name = text(entry(specification, key));
    if (name) return { name: clipText(name, longestName) };
  }
  return {};
}

function text(object: PDFObject | undefined): string | undefined {
  if (!(object instanceof PDFString || object instanceof PDFHexString)) return undefined;
  try {
    return object.decodeText();
  } catch {
    return undefined;
  }
}

function entry(dict: PDFDict, key: string): PDFObject | undefined {
  return dict.lookup(PDFName.of(key));
}
