/**
 * The plan of a drawing, for a provider that never makes an executed document. The provider's code makes the plan.
 * `lambda/drawing` draws it and knows no provider.
 */

/**
 * A rectangle on a page in the page's units: points, unless the page has a `UserUnit`. It is measured from the top left of
 * the page as a PDF reader shows it: rotated by `Rotate`, cropped to `CropBox`.
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The style of a text. */
export interface TextStyle {
  readonly bold: boolean;
  readonly italic: boolean;
}

/** An image, PNG or JPEG, stretched over its box. */
export interface ImageMark {
  readonly kind: 'image';
  readonly bytes: Uint8Array;
}

/** A text in a box. It is wrapped and made smaller until it fits. */
export interface TextMark {
  readonly kind: 'text';
  readonly text: string;
  /** The font size in the page's units. */
  readonly size: number;
  readonly style: TextStyle;
}

/** A check box: a square at the bottom left of its box. Its side is the smaller side of the box times `scale`. */
export interface CheckMark {
  readonly kind: 'check';
  readonly checked: boolean;
  readonly scale: number;
}

/** One thing to draw. */
export type Mark = (ImageMark | TextMark | CheckMark) & {
  /** The provider's id of the field: an untrusted text. */
  readonly field: string;
  /** The page number, from 1. */
  readonly page: number;
  readonly box: Box;
};

/** A problem with a drawn document, and the affected field. */
export interface DrawingProblem {
  readonly name: string;
  readonly field?: string;
}

/** A person who filled in fields, as far as the provider's API knows. */
export interface Signer {
  readonly id: string;
  /** The number of fields. */
  readonly fields: number;
  /** The time of the last change of these fields, from the API. */
  readonly lastSignedAt?: string;
}

/** Everything to draw, and the contents of the page of record. */
export interface DrawingPlan {
  /** The provider's own name. */
  readonly provider: string;
  /** Drawn in this order: later marks cover earlier ones. */
  readonly marks: readonly Mark[];
  /** The number of empty fields. */
  readonly emptyFields: number;
  readonly problems: readonly DrawingProblem[];
  /** The provider's details of the document: a label and a text each. */
  readonly about: readonly (readonly [label: string, text: string])[];
  readonly signers: readonly Signer[];
}
