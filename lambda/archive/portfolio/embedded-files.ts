import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import type { PDFContext, PDFObject } from '@cantoo/pdf-lib';
import { defined } from '../../kit/defined';
import { clipText } from '../../kit/text';

/** A file inside a PDF, not inflated yet. */
interface EmbeddedFile {
  /** Its name in the PDF: untrusted text. */
  readonly name?: string;
  readonly stream: PDFRawStream;
}

/** The files inside a PDF. */
export interface EmbeddedFiles {
  /** Each file once, in this order: the list of files, the associated files, the files attached to pages. */
  readonly files: readonly EmbeddedFile[];
  /** Whether the PDF names a file that it does not contain. */
  readonly damaged: boolean;
}

const maxNameLength = 500;

/** Finds the files that a PDF's catalog and pages refer to. Visits each object once, so that circular references end. */
export function embeddedFiles(context: PDFContext): EmbeddedFiles {
  const catalog = context.lookup(context.trailerInfo.Root);
  if (!(catalog instanceof PDFDict)) return { files: [], damaged: true };
  const files = new Map<PDFRawStream, EmbeddedFile>();
  let damaged = false;
  for (const specification of specifications(catalog)) {
    const stream = specification instanceof PDFDict ? fileStream(specification) : undefined;
    if (!stream) damaged ||= specification !== undefined;
    // The name is decoded only for a new file: a hostile PDF may refer to one file a million times.
    else if (!files.has(stream)) files.set(stream, defined({ name: fileName(specification), stream }));
  }
  return { files: [...files.values()], damaged };
}

/** Lists the file specifications of a PDF: the dictionaries that describe its embedded files. */
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

/** Lists the values of a name tree. Each leaf has an array of names and values in turn. */
function* treeValues(root: PDFObject | undefined): Generator<PDFObject | undefined, void> {
  for (const node of nodes(root)) {
    const names = entry(node, 'Names');
    if (!(names instanceof PDFArray)) continue;
    for (let index = 1; index < names.size(); index += 2) yield names.lookup(index);
  }
}

/** Lists the nodes of a tree, parents before their `Kids`. Without recursion: a deep tree would overflow the stack. */
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

function fileName(specification: PDFObject | undefined): string | undefined {
  if (!(specification instanceof PDFDict)) return undefined;
  for (const key of ['UF', 'F', 'DOS', 'Mac', 'Unix']) {
    const name = text(entry(specification, key));
    if (name) return clipText(name, maxNameLength);
  }
  return undefined;
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
