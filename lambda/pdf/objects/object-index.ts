/** Where an object is. Positions count from the first byte of the file. */
export type ObjectPlace =
  | { readonly kind: 'uncompressed'; readonly position: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly container: number; readonly index: number };

/** Says where the objects of a PDF are. */
export interface ObjectIndex {
  /**
   * Finds an object; `undefined` if no object has this number.
   *
   * @throws PdfUnreadable when readers may use different objects
   */
  find(number: number): ObjectPlace | undefined;
}
