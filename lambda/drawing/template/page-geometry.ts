/** A rectangle in a page's own coordinates: `x0 < x1`, `y0 < y1`, y upwards. */
export interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A PDF transformation `[a b c d e f]`. */
export type Matrix = readonly [number, number, number, number, number, number];

/** What a reader shows of a page, the way up it shows it. */
export interface DisplayedPage {
  readonly width: number;
  readonly height: number;
  /** From what is shown, with its origin at the bottom left and y upwards, to the page's own coordinates. */
  readonly toPage: Matrix;
}

/** What a page says of its shape: anything in it may be missing or wrong. */
export interface PageShape {
  readonly mediaBox?: Rectangle;
  readonly cropBox?: Rectangle;
  readonly rotate?: number;
}

/** What readers take where a page does not say how large it is: US Letter. */
const letter: Rectangle = { x0: 0, y0: 0, x1: 612, y1: 792 };

/**
 * How a page is displayed, as pdf.js does it, with which the provider's front end shows pages: `CropBox` within
 * `MediaBox`, then turned clockwise by `Rotate`, unless that is no multiple of 90. Source: pdfjs-dist 4.8.69 (which react-pdf 9.2.1 pins), `Page.view`
 * and `PageViewport`, checked 2026-11-21; it takes no notice of `UserUnit`, so that neither do positions: both the page
 * and what is drawn on it are enlarged alike.
 */
export function displayedPage({ mediaBox, cropBox, rotate = 0 }: PageShape): DisplayedPage {
  const media = mediaBox ?? letter;
  const { x0, y0, x1, y1 } = (cropBox && intersection(cropBox, media)) ?? media;
  const [width, height] = [x1 - x0, y1 - y0];
  switch (((rotate % 360) + 360) % 360) {
    case 90:
      return { width: height, height: width, toPage: [0, 1, -1, 0, x1, y0] };
    case 180:
      return { width, height, toPage: [-1, 0, 0, -1, x1, y1] };
    case 270:
      return { width: height, height: width, toPage: [0, -1, 1, 0, x0, y1] };
    default:
      return { width, height, toPage: [1, 0, 0, 1, x0, y0] };
  }
}

function intersection(one: Rectangle, other: Rectangle): Rectangle | undefined {
  const x0 = Math.max(one.x0, other.x0);
  const y0 = Math.max(one.y0, other.y0);
  const x1 = Math.min(one.x1, other.x1);
  const y1 = Math.min(one.y1, other.y1);
  return x0 < x1 && y0 < y1 ? { x0, y0, x1, y1 } : undefined;
}
