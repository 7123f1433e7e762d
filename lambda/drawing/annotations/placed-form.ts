import type { PDFRef } from '@cantoo/pdf-lib';
import type { Matrix } from '../template/page-geometry';

/** A form that a page paints, and where: in the page's own coordinates. */
export interface PlacedForm {
  readonly form: PDFRef;
  readonly matrix: Matrix;
}
