import { encodeLzw } from '../filters/encoders';
import type { Bomb } from './bomb';
import { collection, page, range, repeated, withPages } from './pages';
import { pdfWithTables, streamText } from './pdf-with-tables';

/** A portfolio with a page whose content draws a form. The forms have the numbers from 11 on. */
const withForms = (forms: readonly string[]) =>
  withPages(
    [page(`/Contents ${11 + forms.length} 0 R /Resources << /XObject << /A 11 0 R >> >>`)],
    [...forms, streamText('/A Do')],
    collection,
  );

/** A form that draws two others. */
const form = (one: number, other: number) =>
  streamText(
    '/A Do /B Do',
    `/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /XObject << /A ${one} 0 R /B ${other} 0 R >> >>`,
  );

/** A portfolio whose only table is a stream with these entries, behind one that is sound. */
function withTableStream(data: string, entries: string): Buffer {
  const base = withPages([page()], [], collection).toString('latin1');
  const previous = Number(/startxref\n(\d+)/.exec(base)?.[1]);
  const stream = streamText(data, `/Type /XRef /Root 1 0 R /Prev ${previous} ${entries}`);
  return Buffer.from(`${base}12 0 obj\n${stream}\nendobj\nstartxref\n${base.length}\n%%EOF\n`, 'latin1');
}

/** Shapes in which one thing leads to the next one, or back. */
export const chainBombs: Readonly<Record<string, Bomb>> = {
  'forms that each draw the next one twice': (scale) =>
    withForms(range(scale).map((index) => form(12 + ((index + 1) % scale), 12 + ((index + 1) % scale)))),
  'forms that draw themselves': (scale) => withForms(range(scale).map((index) => form(11 + index, 11))),
  'object streams that extend each other': (scale) =>
    withPages(
      [page()],
      range(scale).map((index) =>
        streamText('90 0 1', `/Type /ObjStm /N 1 /First 5 /Extends ${11 + ((index + 1) % scale)} 0 R`),
      ),
      collection,
    ),
  'a deep name tree'(scale) {
    const nodes = range(scale * 30).map((index) => [10 + index, `<< /Kids [${11 + index} 0 R] >>`] as const);
    return pdfWithTables(
      new Map([
        [1, `<< /Type /Catalog /Pages 2 0 R ${collection} /Names << /EmbeddedFiles 10 0 R >> >>`],
        [2, '<< /Type /Pages /Kids [] /Count 0 >>'],
        ...nodes,
      ]),
    );
  },
  'content in LZW': (scale) =>
    withPages(
      [page('/Contents 11 0 R')],
      [streamText(encodeLzw(Buffer.alloc(scale * 2_000, ' '), 1).toString('latin1'), '/Filter /LZWDecode')],
      collection,
    ),
  'content under all filters in turn': (scale) =>
    withPages(
      repeated(page(`/Contents ${10 + scale} 0 R`), scale),
      [
        streamText(
          'z'.repeat(1_000),
          `/Filter [${repeated('/ASCII85Decode /RunLengthDecode /LZWDecode', 10).join(' ')}]`,
        ),
      ],
      collection,
    ),
  'a table with fields of a gigabyte': (scale) =>
    withTableStream('\0'.repeat(scale), '/Size 12 /W [1 1000000000 1]'),
  'a table with fields of no bytes': (scale) =>
    withTableStream('\0', `/Size ${scale * 1_000_000} /W [0 0 0] /Index [0 ${scale * 1_000_000}]`),
  'a table of many small parts': (scale) =>
    withTableStream(
      '\x01\xc8\0'.repeat(scale * 30),
      `/Size ${scale * 90} /W [1 1 1] /Index [${range(scale * 30)
        .map((index) => `${20 + 2 * index} 1`)
        .join(' ')}]`,
    ),
  'a font with many widths': (scale) =>
    withPages(
      repeated(page(`/Resources << /Font << /F ${10 + scale} 0 R >> >>`), scale),
      [`<< /Type /Font /Subtype /Type1 /Widths [${range(scale * 30).join(' ')}] /F ${10 + scale} 0 R >>`],
      collection,
    ),
  'fonts in pages': (scale) =>
    withPages(
      repeated(
        page(`/Resources << /Font << /F << /Type /Font /Widths [${range(500).join(' ')}] >> >> >>`),
        scale,
      ),
      [],
      collection,
    ),
};
