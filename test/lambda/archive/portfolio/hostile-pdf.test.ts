import { deflateSync } from 'node:zlib';
import { readPortfolio } from '../../../../lambda/archive/portfolio/read-portfolio';
import { ampleLimits } from './portfolio-pdf';

const limits = { ...ampleLimits, readTimeMs: 400 };

const header = '%PDF-1.7\n';
const end = '\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n';
const catalog = '1 0 obj << /Type /Catalog >> endobj\n';

function buildPdf(...parts: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat([header, ...parts, end].map((part) => Buffer.from(part as string)));
}

function stream(entries: string, contents: Uint8Array): Buffer {
  const head = `9 0 obj << ${entries} /Length ${contents.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), contents, Buffer.from('\nendstream\nendobj\n')]);
}

const zeros = deflateSync(Buffer.alloc(200_000_000));
/** An object stream with many offsets that all point to one large array. */
const echo = (() => {
  const count = 200_000;
  const offsets = '1 0 '.repeat(count);
  return {
    count,
    first: offsets.length,
    bytes: deflateSync(Buffer.from(`${offsets}[${'0 '.repeat(200_000)}]`)),
  };
})();

const hostile: readonly (readonly [string, () => Buffer])[] = [
  [
    'a decompression bomb in an object stream',
    () => buildPdf(catalog, stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', zeros)),
  ],
  [
    'an object stream that lists one array 200,000 times',
    () =>
      buildPdf(
        catalog,
        stream(`/Type /ObjStm /N ${echo.count} /First ${echo.first} /Filter /FlateDecode`, echo.bytes),
      ),
  ],
  ['a string without an end', () => buildPdf(catalog, '2 0 obj (', Buffer.alloc(20_000_000, 'a'))],
  ['a number without an end', () => buildPdf(catalog, '2 0 obj ', Buffer.alloc(20_000_000, '1'))],
  ['arrays within arrays', () => buildPdf(catalog, '2 0 obj ', Buffer.alloc(5_000_000, '['))],
  ['streams without an end', () => buildPdf(catalog, Buffer.alloc(20_000_000, '3 0 obj <<>> stream\n'))],
  ['objects without an end', () => buildPdf(catalog, Buffer.alloc(20_000_000, '3 0 obj << /A '))],
  [
    'a stream with a negative length',
    () => buildPdf(catalog, '3 0 obj << /Length -40 >>\nstream\nendstream endobj\n'),
  ],
  ['millions of numbers', () => buildPdf(catalog, '3 0 obj [', Buffer.alloc(40_000_000, '1 '), '] endobj\n')],
  [
    'a cross-reference table of millions of entries',
    () => buildPdf(catalog, 'xref\n0 99999999\n', Buffer.alloc(20_000_000, '0 0 n ')),
  ],
];

test.each(hostile)('%s: reading ends within limits, with a problem or without parts', async (_, make) => {
  const container = make();
  const before = process.memoryUsage.rss();

  for (const part of readPortfolio(container, limits)) {
    expect(part).toEqual({ kind: 'problem', name: 'portfolio-unreadable' });
  }

  expect(process.memoryUsage.rss() - before).toBeLessThan(700_000_000);
});

test.each([
  ['/Index', '/Index [0 99999999999]'],
  ['/Size', ''],
])(
  'a cross-reference stream that claims billions of entries by its %s is read without a problem',
  async (_, index) => {
    const entries = `/Type /XRef /Size 99999999999 /W [1 2 1] ${index} /Root 1 0 R`;
    const container = buildPdf(catalog, stream(entries, Buffer.alloc(10)));

    const enoughTime = { ...limits, readTimeMs: 60_000 };
    for (const part of readPortfolio(container, enoughTime)) expect(part).toBeUndefined();
  },
);

test.each([
  ['an empty file', Buffer.alloc(0)],
  ['text that is not a PDF', Buffer.from('<html>')],
  ['a PDF without a catalog', Buffer.from(`${header}2 0 obj << >> endobj${end}`)],
  ['an encrypted PDF', buildPdf(catalog, 'trailer << /Root 1 0 R /Encrypt << /Filter /Standard >> >>\n')],
])('%s is unreadable', async (_, container) => {
  const parts = [];
  for (const part of readPortfolio(container, limits)) parts.push(part);

  expect(parts).toEqual([{ kind: 'problem', name: 'portfolio-unreadable' }]);
});
