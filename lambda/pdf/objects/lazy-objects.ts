import { PDFRef, type PDFObject } from '@cantoo/pdf-lib';
import type { ObjectLoader } from './object-loader';

/**
 * The objects of a PDF for the PDF library: each is loaded when it is first looked up. Readers go by the number alone, so
 * an object has one reference here, whatever the generation of the reference that looks it up.
 */
export class LazyObjects extends Map<PDFRef, PDFObject> {
  private readonly refs = new Map<number, PDFRef>();
  private readonly missing = new Set<number>();

  private checkMissing: (number: number) => void = () => undefined;

  constructor(private readonly loader: ObjectLoader) {
    super();
  }

  /**
   * Returns an object; `undefined` if there is no such object.
   *
   * @throws PdfUnreadable
   */
  override get(ref: PDFRef): PDFObject | undefined {
    return super.get(ref) ?? super.get(this.refOf(ref)) ?? this.load(ref.objectNumber);
  }

  /** Stores an object, in place of the one with the same number. */
  override set(ref: PDFRef, object: PDFObject): this {
    this.refs.set(ref.objectNumber, ref);
    return super.set(ref, object);
  }

  /** Calls a check with the number of each object that is looked up and does not exist. */
  onMissing(check: (number: number) => void): void {
    this.checkMissing = check;
  }

  /** Returns the reference under which an object is stored. */
  refOf(ref: PDFRef): PDFRef {
    return this.refs.get(ref.objectNumber) ?? ref;
  }

  private load(number: number): PDFObject | undefined {
    if (this.missing.has(number)) return undefined;
    const object = this.loader.loadToStore(number)?.object;
    if (!object) {
      this.checkMissing(number);
      this.missing.add(number);
      return undefined;
    }
    const place = this.loader.index.find(number);
    this.set(PDFRef.of(number, place?.kind === 'uncompressed' ? place.generation : 0), object);
    return object;
  }
}
