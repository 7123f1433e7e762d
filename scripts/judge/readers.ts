/** A page as a reader shows it. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The bytes per pixel: red, green, blue, and what else the reader has. */
  readonly channels: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** A page of a PDF. */
export interface ReadPage {
  /** The size in points. */
  readonly size: { readonly width: number; readonly height: number };
  /** Absent if the reader shows nothing. */
  readonly picture?: Picture;
  /** The text that a person could copy; absent if it was not asked for. */
  readonly text?: string;
}

/** A PDF as a reader opens it. */
export interface ReadDocument {
  readonly opens: 'yes' | 'no' | 'with-a-password' | 'crash';
  readonly pageCount: number;
  /** The first pages. */
  readonly pages: readonly ReadPage[];
  /** Whether the reader repaired the PDF, if it says so. */
  readonly wasRepaired?: boolean;
}

/** A reader of PDFs that has no code in common with this project. */
export interface Reader {
  readonly name: string;
  readonly read: (pdf: Uint8Array, options: { readonly withTexts: boolean }) => Promise<ReadDocument>;
}

/** The number of pages that are compared. */
export const maxComparedPages = 3;

/** The longer side of a picture, in pixels. */
const pictureSide = 500;

/** Returns the pixels per point for a page. Pages of one size get one scale in all readers. */
export function pictureScale({ width, height }: ReadPage['size']): number {
  return Math.min(1, pictureSide / Math.max(width, height, 1));
}

/** Whether the memory of a reader, a WebAssembly program, is no longer usable. */
export function isCrash(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError';
}

/** The result of a reader that does not open a PDF. */
export function unopened(error: unknown): ReadDocument {
  const needsPassword = /password/i.test(String(error));
  return {
    opens: isCrash(error) ? 'crash' : needsPassword ? 'with-a-password' : 'no',
    pageCount: 0,
    pages: [],
  };
}
