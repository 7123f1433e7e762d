import type { DrawnComparison } from './compare-pages';
import type { DrawingVerdict, FileVerdict, PortfolioVerdict } from './product-verdict';
import type { Ended } from './worker-pool';

/** What a reader does with an original. */
export interface ReaderVerdict {
  readonly opens: 'yes' | 'no' | 'with-a-password' | 'crash';
  readonly pageCount: number;
  /** Whether it shows the first page. */
  readonly renders: boolean;
  readonly wasRepaired?: boolean;
}

/** The results of one file, in the order in which they are found. A step that did not end is absent. */
export interface StepResults {
  readonly file: FileVerdict;
  readonly portfolio: PortfolioVerdict;
  readonly pdfium: ReaderVerdict;
  readonly mupdf: ReaderVerdict;
  readonly drawing: DrawingVerdict;
  readonly drawnInPdfium: DrawnComparison;
  readonly drawnInMupdf: DrawnComparison;
}

/** The name of a step. */
export type Step = keyof StepResults;

/** Everything about one file: a line of the output. */
export interface Judgement extends Partial<StepResults> {
  /** The path in the folder. */
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly ended?: Ended;
  readonly disagreements?: readonly string[];
}
