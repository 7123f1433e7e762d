import { deflateSync } from 'node:zlib';
import type { Bomb } from './bomb';
import { collection, page, range, repeated, withPages } from './pages';
import { streamText } from './pdf-with-tables';

/** A portfolio with a page that has an array. */
const withArray = (elements: readonly string[]) =>
  withPages([page(`/Nested [${elements.join(' ')}]`)], [], collection);

/** A portfolio whose table begins with other text. */
function withTable(text: (size: number) => string): Buffer {
  const base = withPages([page()], [], collection).toString('latin1');
  const changed = base.replace(/xref\n0 (\d+)\n/, (_, size) => `xref\n${text(Number(size))}0 ${size}\n`);
  return Buffer.from(changed, 'latin1');
}

/** Numbers of letters and digits, all different. */
const labels = (count: number) => range(count).map((index) => index.toString(36));

/** Shapes that take much memory for each of their bytes. */
export const memoryBombs: Readonly<Record<string, Bomb>> = {
  'an array of numbers': (scale) => withArray(range(scale * 300).map((index) => `${index}.5`)),
  'empty dictionaries': (scale) => withArray(repeated('<<>>', scale * 300)),
  'empty arrays': (scale) => withArray(repeated('[]', scale * 300)),
  'empty strings': (scale) => withArray(repeated('()', scale * 300)),
  'names that are all different': (scale) => withArray(labels(scale * 300).map((label) => `/${label}`)),
  'keys that are all different': (scale) =>
    withPages(
      [
        page(
          `/Nested << ${labels(scale * 300)
            .map((label) => `/${label} 1`)
            .join(' ')} >>`,
        ),
      ],
      [],
      collection,
    ),
  'references to nothing': (scale) => withArray(range(scale * 300).map((index) => `${index + 90} 0 R`)),
  'long names': (scale) => withArray(labels(scale).map((label) => `/${label}${'a'.repeat(5_000)}`)),
  'long strings': (scale) => withArray(repeated(`(${'a'.repeat(5_000)})`, scale)),
  'long strings of digits': (scale) => withArray(repeated(`<${'ab'.repeat(2_500)}>`, scale)),
  'pages that are all different': (scale) => withPages(repeated(page(), scale * 30), [], collection),
  'empty streams as pages': (scale) => withPages(repeated(streamText(''), scale * 30), [], collection),
  'a table of empty sections': (scale) => withTable(() => '0 0\n'.repeat(scale * 300)),
  'a table of entries of 19 bytes': (scale) =>
    withTable((size) => `${size} ${scale * 300}\n${'0000000001 00000 n\n'.repeat(scale * 300)}`),
  'a table of millions of free numbers'(scale) {
    const base = withPages([page()], [], collection).toString('latin1');
    const previous = Number(/startxref\n(\d+)/.exec(base)?.[1]);
    const rows = '0000000000 00000 f \n'.repeat(scale * 300);
    const update = `xref\n20 ${scale * 300}\n${rows}trailer\n<< /Size 9 /Root 1 0 R /Prev ${previous} >>\n`;
    return Buffer.from(`${base}${update}${update}startxref\n${base.length}\n%%EOF\n`, 'latin1');
  },
  'an object stream of a million objects'(scale) {
    const pairs = range(scale * 300).map((index) => `${index + 90} 0`);
    const first = pairs.join(' ').length + 1;
    const bytes = deflateSync(`${pairs.join(' ')} 1`).toString('latin1');
    const entries = `/Type /ObjStm /N ${scale * 300} /First ${first} /Filter /FlateDecode`;
    return withPages([page()], [streamText(bytes, entries)], collection);
  },
  'an object stream of white space'(scale) {
    const bytes = deflateSync(Buffer.alloc(scale * 20_000, ' ')).toString('latin1');
    const stream = streamText(bytes, '/Type /ObjStm /N 0 /First 0 /Filter /FlateDecode');
    return withPages([page()], repeated(stream, 9), collection);
  },
};
