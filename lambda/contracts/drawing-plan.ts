/**
 * What is to be drawn on a document: for a provider that never makes an executed one. The provider's side says what and
 * where, in these words; `lambda/drawing` draws it and knows no provider.
 */

/**
 * Where on a page something belongs, in the page's own units (points, but for a page with a `UserUnit`), from the top
 * left of what a reader shows of it: turned by `Rotate`, cut to its `CropBox`.
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a text is set. */
export interface TextStyle {
  readonly bold: boolean;
  readonly italic: boolean;
}

/** An image, PNG or JPEG, stretched over its box. */
export interface ImageMark {
  readonly kind: 'image';
  readonly bytes: Uint8Array;
}

/** A text within its box: wrapped and made smaller until it fits. */
export interface TextMark {
  readonly kind: 'text';
  readonly text: string;
  /** Of the font, in the page's units. */
  readonly size: number;
  readonly style: TextStyle;
}

/** A check box: a square at the bottom left of its box, as high and as wide as its smaller side times `scale`. */
export interface CheckMark {
  readonly kind: 'check';
  readonly checked: boolean;
  readonly scale: number;
}

/** One thing to draw. */
export type Mark = (ImageMark | TextMark | CheckMark) & {
  /** The provider's id for the field: a stranger's text. */
  readonly field: string;
  /** From 1. */
  readonly page: number;
  readonly box: Box;
};

/** What is odd about a drawn document: a name, and the field that it is about. */
export interface DrawingProblem {
  readonly name: string;
  readonly field?: string;
}

/** Somebody who filled in fields, as far as the provider's API tells. */
export interface Signer {
  readonly id: string;
  readonly fields: number;
  /** When the last of them changed, as the API says. */
  readonly lastSignedAt?: string;
}

/** All that is to be drawn, and what the page of record says of it. */
export interface DrawingPlan {
  /** What the provider calls itself. */
  readonly provider: string;
  /** In this order; later ones cover earlier ones. */
  readonly marks: readonly Mark[];
  /** Fields with nothing in them. */
  readonly emptyFields: number;
  readonly problems: readonly DrawingProblem[];
  /** What the provider says of the document: a label and a text each. */
  readonly about: readonly (readonly [label: string, text: string])[];
  readonly signers: readonly Signer[];
}
