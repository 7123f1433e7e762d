import { PDFDict, PDFName, PDFRawStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { defined } from '../../kit/defined';
import type { ParseBudget } from '../../pdf/parse-budget';
import { fileName } from './file-name';
import { ObjectWalk } from './object-walk';

/** A file inside a PDF, not inflated yet. */
interface EmbeddedFile {
  /** Its name in the PDF: untrusted text. */
  readonly name?: string;
  /** Absent if readers open different files here. */
  readonly stream?: PDFRawStream;
}

/** The files inside a PDF. */
export interface EmbeddedFiles {
  /** Each file once, in this order: the list of files, the associated files, the files attached to pages. */
  readonly files: readonly EmbeddedFile[];
  /** Whether the PDF names a file that it does not contain. */
  readonly damaged: boolean;
}

/**
 * Finds the files of a PDF Portfolio, wherever a reader lists them. Any other PDF has none: its sender may have attached
 * anything to it.
 *
 * @throws Error when the budget is spent, or the catalog cannot be read
 */
export function embeddedFiles(context: PDFContext, budget: ParseBudget): EmbeddedFiles {
  const catalog = context.lookup(context.trailerInfo.Root);
  if (!(catalog instanceof PDFDict)) return { files: [], damaged: true };
  const walk = new ObjectWalk(budget);
  if (!(walk.entry(catalog, 'Collection') instanceof PDFDict)) return { files: [], damaged: walk.isDamaged };
  const files = new Map<PDFObject, EmbeddedFile>();
  let damaged = false;
  for (const list of [listedFiles, associatedFiles, attachedFiles]) {
    for (const specification of list(catalog, walk.again())) {
      // A name without a file, as some writers leave it behind, is no damage.
      if (specification === undefined) continue;
      damaged = !addFile(files, specification, walk) || damaged;
    }
  }
  return { files: [...files.values()], damaged: damaged || walk.isDamaged };
}

/** Lists the specifications of files in the document's list: a name tree. Each leaf has names and values in turn. */
function* listedFiles(catalog: PDFDict, walk: ObjectWalk): Generator<PDFObject | undefined, void> {
  const names = walk.entry(catalog, 'Names');
  if (!(names instanceof PDFDict)) return;
  for (const node of walk.nodes(walk.entry(names, 'EmbeddedFiles'))) {
    let isValue = false;
    for (const element of walk.elements(walk.entry(node, 'Names'))) {
      if (isValue) yield element;
      isValue = !isValue;
    }
  }
}

function associatedFiles(catalog: PDFDict, walk: ObjectWalk): Iterable<PDFObject | undefined> {
  return walk.elements(walk.entry(catalog, 'AF'));
}

/** Lists the specifications of files that are attached to pages. */
function* attachedFiles(catalog: PDFDict, walk: ObjectWalk): Generator<PDFObject | undefined, void> {
  for (const page of walk.nodes(walk.entry(catalog, 'Pages'))) {
    for (const annotation of walk.elements(walk.entry(page, 'Annots'))) {
      if (!(annotation instanceof PDFDict)) continue;
      if (walk.entry(annotation, 'Subtype') !== PDFName.of('FileAttachment')) continue;
      yield walk.entry(annotation, 'FS');
    }
  }
}

/**
 * Adds the file of a specification, if it is new. Some readers open the file of `F`, and some that of `UF`. Returns false
 * if it has no file.
 */
function addFile(files: Map<PDFObject, EmbeddedFile>, specification: PDFObject, walk: ObjectWalk): boolean {
  if (!(specification instanceof PDFDict)) return false;
  const forms = walk.entry(specification, 'EF');
  const found =
    forms instanceof PDFDict ? ['F', 'UF', 'DOS', 'Mac', 'Unix'].map((form) => walk.entry(forms, form)) : [];
  const [stream, ...others] = new Set(found.filter((one) => one instanceof PDFRawStream));
  if (!stream) return false;
  if (others.length > 0) files.set(specification, {});
  // The name is decoded only for a new file: a hostile PDF may refer to one file a million times.
  else if (!files.has(stream)) files.set(stream, defined({ name: fileName(specification, walk), stream }));
  return true;
}
