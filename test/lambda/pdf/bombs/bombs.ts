import { deflateSync } from 'node:zlib';
import type { Bomb } from './bomb';
import { chainBombs } from './chain-bombs';
import { memoryBombs } from './memory-bombs';
import { collection, page, range, repeated, withPages } from './pages';
import { pdfWithTables, streamText } from './pdf-with-tables';

function packed(content: Buffer, filters: number): string {
  let bytes = content;
  for (let index = 0; index < filters; index++) bytes = deflateSync(bytes);
  const names = repeated('/FlateDecode', filters).join(' ');
  return streamText(bytes.toString('latin1'), `/Filter [${names}]`);
}

/** A portfolio with files of the same bytes, each in a stream of its own. */
function withFiles(count: number, [bytes, filters]: readonly [Buffer, string]): Buffer {
  const names = range(count).map((index) => `(${index}) << /F (a) /EF << /F ${11 + index} 0 R >> >>`);
  const stream = streamText(bytes.toString('latin1'), `/Filter [${filters}]`);
  return withPages(
    [page()],
    repeated(stream, count),
    `${collection} /Names << /EmbeddedFiles << /Names [${names.join(' ')}] >> >>`,
  );
}

/** Shapes that all cost memory or time in a reader without limits. Each is whole, and its tables are right. */
export const bombs: Readonly<Record<string, Bomb>> = {
  'name tree nodes that share their kids'(scale) {
    const nodes = range(scale).map((index) => [10 + index, '<< /Kids 3 0 R >>'] as const);
    const kids = range(scale * 30).map((index) => `${10 + (index % scale)} 0 R`);
    return pdfWithTables(
      new Map([
        [1, `<< /Type /Catalog /Pages 2 0 R ${collection} /Names << /EmbeddedFiles 10 0 R >> >>`],
        [2, '<< /Type /Pages /Kids [] /Count 0 >>'],
        [3, `[${kids.join(' ')}]`],
        ...nodes,
      ]),
    );
  },
  'pages that share their annotations': (scale) =>
    withPages(
      repeated(page(`/Annots ${10 + scale} 0 R`), scale),
      [`[${repeated(`${11 + scale} 0 R`, scale * 30).join(' ')}]`, '<< /Subtype /Text /Rect [0 0 9 9] >>'],
      collection,
    ),
  'leaves that share their names'(scale) {
    const leaves = range(scale).map((index) => [10 + index, '<< /Names 4 0 R >>'] as const);
    return pdfWithTables(
      new Map([
        [1, `<< /Type /Catalog /Pages 2 0 R ${collection} /Names << /EmbeddedFiles 3 0 R >> >>`],
        [2, '<< /Type /Pages /Kids [] /Count 0 >>'],
        [3, `<< /Kids [${leaves.map(([number]) => `${number} 0 R`).join(' ')}] >>`],
        [4, `[${repeated('(name) 2 0 R', scale * 30).join(' ')}]`],
        ...leaves,
      ]),
    );
  },
  'a deep page tree'(scale) {
    const nodes = range(scale).map(
      (index) => [10 + index, `<< /Type /Pages /Kids [${11 + index} 0 R] /Count 1 >>`] as const,
    );
    return pdfWithTables(
      new Map([
        [1, `<< /Type /Catalog /Pages 10 0 R ${collection} >>`],
        ...nodes,
        [10 + scale, '<< /Type /Page /MediaBox [0 0 400 300] >>'],
      ]),
    );
  },
  'a page tree that contains itself': (scale) =>
    pdfWithTables(
      new Map([
        [1, `<< /Type /Catalog /Pages 2 0 R ${collection} >>`],
        [2, `<< /Type /Pages /Kids [${repeated('2 0 R', scale * 30).join(' ')}] /Count 9 >>`],
      ]),
    ),
  'arrays in arrays': (scale) =>
    withPages([page(`/Nested ${'['.repeat(scale)}${']'.repeat(scale)}`)], [], collection),
  'dictionaries in dictionaries': (scale) =>
    withPages([page(`/Nested ${'<< /A '.repeat(scale)} 1 ${'>>'.repeat(scale)}`)], [], collection),
  'strings in strings': (scale) =>
    withPages([page(`/Text ${'('.repeat(scale)}${')'.repeat(scale)}`)], [], collection),
  'references that lead to each other': (scale) =>
    withPages(
      [page('/Contents 11 0 R')],
      range(scale).map((index) => `${12 + ((index + 1) % scale)} 0 R`),
      collection,
    ),
  'a length that refers to itself': (scale) =>
    withPages(
      repeated(page(`/Contents ${10 + scale} 0 R`), scale),
      [`<< /Length ${10 + scale} 0 R >>\nstream\nq Q\nendstream`],
      collection,
    ),
  'content packed in content': (scale) =>
    withPages([page('/Contents 11 0 R')], [packed(Buffer.alloc(scale * 20_000), 3)], collection),
  'content packed thirty times': (scale) =>
    withPages([page('/Contents 11 0 R')], [packed(Buffer.alloc(scale * 1_000), 30)], collection),
  'content of repeated characters in ASCII85': (scale) =>
    withPages(
      [page('/Contents 11 0 R')],
      [streamText('z'.repeat(scale * 2_000), '/Filter /ASCII85Decode')],
      collection,
    ),
  'a predictor with rows of a gigabyte': (scale) =>
    withPages(
      repeated(page(`/Contents ${10 + scale} 0 R`), scale),
      [
        streamText(
          deflateSync(Buffer.alloc(1_000)).toString('latin1'),
          '/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 1000000000 /Colors 32 >>',
        ),
      ],
      collection,
    ),
  'pages that share a large content': (scale) =>
    withPages(
      repeated(page(`/Contents ${10 + scale} 0 R`), scale),
      [packed(Buffer.from('q 1 0 0 1 0 0 cm Q '.repeat(scale * 50)), 1)],
      collection,
    ),
  'a page with the same content many times': (scale) =>
    withPages(
      [page(`/Contents [${repeated('11 0 R', scale * 30).join(' ')}]`)],
      [packed(Buffer.from('q Q '.repeat(5_000)), 1)],
      collection,
    ),
  'pages that share large resources'(scale) {
    const fonts = range(scale * 10).map((index) => `/F${index} 3 0 R`);
    const resources = `<< /Font << ${fonts.join(' ')} >> >>`;
    return withPages(repeated(page(`/Resources ${10 + scale} 0 R`), scale), [resources], collection);
  },
  'states opened and never closed': (scale) =>
    withPages([page('/Contents 11 0 R')], [packed(Buffer.from('q '.repeat(scale * 2_000)), 1)], collection),
  'files that are empty after large filters': (scale) =>
    withFiles(scale / 10, [deflateSync(Buffer.alloc(scale * 1_000, ' ')), '/FlateDecode /ASCII85Decode']),
  'files that are damaged at their end': (scale) =>
    withFiles(scale, [deflateSync(Buffer.alloc(scale * 100)).subarray(0, -6), '/FlateDecode']),
  'tiny objects': (scale) => withPages([page()], repeated('[]', scale * 30), collection),
  'a table of many sections'(scale) {
    const base = withPages([page()], [], collection).toString('latin1');
    let text = base;
    let previous = Number(/startxref\n(\d+)/.exec(base)?.[1]);
    for (let index = 0; index < scale; index++) {
      const offset = text.length;
      text += `xref\n0 0\ntrailer\n<< /Size 11 /Root 1 0 R /Prev ${previous} >>\nstartxref\n${offset}\n%%EOF\n`;
      previous = offset;
    }
    return Buffer.from(text, 'latin1');
  },
  'a table that goes before itself'(scale) {
    const base = withPages([page()], [], collection).toString('latin1');
    const at = Number(/startxref\n(\d+)/.exec(base)?.[1]);
    return Buffer.from(base.replace('/Root', `/Prev ${at} ${' '.repeat(scale)}/Root`), 'latin1');
  },
  'a table of a million entries in a few bytes': (scale) =>
    Buffer.from(
      withPages([page()], [], collection)
        .toString('latin1')
        .replace(/xref\n0 (\d+)\n/, `xref\n0 ${scale * 1_000_000}\n`),
      'latin1',
    ),
  ...memoryBombs,
  ...chainBombs,
};
