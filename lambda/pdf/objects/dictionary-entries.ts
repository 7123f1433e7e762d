import {
  PDFCatalog,
  PDFDict,
  PDFName,
  PDFPageLeaf,
  PDFPageTree,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib';
import { PdfUnreadable } from '../pdf-unreadable';

/** What decides, in a catalog, a tree of pages, a page or a trailer, what readers show and which files they list. */
const decisive = new Set(
  (
    'Type Root Encrypt Prev XRefStm ID Pages Kids Parent Collection Names EmbeddedFiles AF OCProperties AcroForm ' +
    'Contents Resources MediaBox CropBox Rotate UserUnit Annots'
  )
    .split(' ')
    .map((name) => PDFName.of(name)),
);

/** The types of what is read here. A dictionary without a type may be any of them. */
const checkedTypes = new Set(['Catalog', 'Pages', 'Page', 'XRef'].map((name) => PDFName.of(name)));

/** Collects the entries of a dictionary. Of two with one key, the later one counts. */
export class DictionaryEntries {
  private readonly map = new Map<PDFName, PDFObject>();
  private isDisputed = false;

  /** Adds an entry. */
  add(key: PDFName, value: PDFObject): void {
    const earlier = this.map.get(key);
    this.map.set(key, value);
    if (earlier && decisive.has(key)) this.isDisputed ||= String(earlier) !== String(value);
  }

  /**
   * Makes a dictionary of the class that the PDF library has for its type.
   *
   * @throws PdfUnreadable when a key that decides what a page shows has two values: Ghostscript takes the first entry of
   * a key, others the last one
   */
  toDictionary(context: PDFContext): PDFDict {
    const type = this.map.get(PDFName.of('Type'));
    const isChecked = type === undefined || (type instanceof PDFName && checkedTypes.has(type));
    if (this.isDisputed && isChecked) throw new PdfUnreadable('ambiguous', 'a key twice');
    if (type === PDFName.of('Catalog')) return PDFCatalog.fromMapWithContext(this.map, context);
    if (type === PDFName.of('Pages')) return PDFPageTree.fromMapWithContext(this.map, context);
    if (type === PDFName.of('Page')) return PDFPageLeaf.fromMapWithContext(this.map, context);
    return PDFDict.fromMapWithContext(this.map, context);
  }
}
