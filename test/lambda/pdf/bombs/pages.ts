import { pdfWithTables } from './pdf-with-tables';

/** The text of a page. */
export const page = (entries = '') => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] ${entries} >>`;
/** The entry of a catalog that makes a PDF a portfolio. */
export const collection = '/Collection << >>';

/** Writes a PDF with pages from number 10 on, and more objects behind them. */
export function withPages(pages: readonly string[], more: readonly string[] = [], catalog = ''): Buffer {
  const first = 10;
  const kids = pages.map((_, index) => `${first + index} 0 R`).join(' ');
  const others = more.map((text, index) => [first + pages.length + index, text] as const);
  return pdfWithTables(
    new Map([
      [1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`],
      [2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`],
      ...pages.map((text, index) => [first + index, text] as const),
      ...others,
    ]),
  );
}

export const range = (count: number) => Array.from({ length: count }, (_, index) => index);
export const repeated = (text: string, count: number) => Array<string>(count).fill(text);
