import { mupdf, pdfium, pdfjs, type PdfReader } from '../../pdf-readers/pdf-readers';
import { drawn, textMark } from '../drawing/kit/drawn';
import { disputedEntries } from './kit/disputed-entries';
import { shadowShapes } from './kit/shadow-shapes';

const readers = [pdfium, mupdf, pdfjs];
const mark = textMark('Jane Doe', { box: { x: 40, y: 180, width: 200, height: 30 } });

/** The text of the first page, without its white space. */
async function firstPage(reader: PdfReader, pdf: Buffer): Promise<string> {
  const [first = ''] = await reader.texts(pdf);
  return first.replaceAll(/\s+/g, '');
}

const named = (outcome: 'drawn' | 'refused') =>
  [...shadowShapes, ...disputedEntries]
    .filter((shape) => shape.outcome === outcome)
    .map((shape) => [shape.name, shape] as const);

describe('each reader shows on the drawn page what it shows on the original', () => {
  it.each(named('drawn'))('with %s', async (_, { bytes }) => {
    const { pdf, problems } = await drawn(bytes, [mark]);

    expect(problems).toEqual([]);
    for (const reader of readers) {
      const [before, after] = [await firstPage(reader, bytes), await firstPage(reader, pdf!)];
      expect(before).toMatch(/^Ioweyou1(00)+dollars$/);
      expect(after).toContain(before);
      expect(after).toContain('JaneDoe');
    }
  });
});

describe('what readers may see differently is not drawn on', () => {
  it.each(named('refused'))('as with %s', async (_, { bytes }) => {
    const { pdf, problems } = await drawn(bytes, [mark]);

    expect(problems).toEqual([{ name: 'template-unreadable' }]);
    expect(pdf).toBeUndefined();
  });
});
