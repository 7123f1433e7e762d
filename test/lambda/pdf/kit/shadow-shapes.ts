import { ChosenPdf, type ChosenEntry } from './chosen-tables';

/** A PDF with two texts for one page, and what may be done with it. */
export interface ShadowShape {
  readonly name: string;
  readonly bytes: Buffer;
  /** Whether all readers see one of the texts, so that it can be drawn on. */
  readonly outcome: 'drawn' | 'refused';
}

const [small, large] = ['I owe you 100 dollars', 'I owe you 1000000 dollars'];
const showing = (text: string) => `BT /F1 24 Tf 40 200 Td (${text}) Tj ET`;
/** A page with a content. */
export const page = (content: string, more = '') =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F1 6 0 R >> >> /Contents ${content} ${more} >>`;
/** The catalog. */
export const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
const tree = (kids: string) => `<< /Type /Pages /Kids [${kids}] /Count 1 >>`;
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
/** What a trailer needs. */
export const root = '/Root 1 0 R';

type Entries = Map<number, ChosenEntry>;

/** Writes the honest objects: 1 catalog, 2 tree, 3 page, 4 small text, 5 large text, 6 font. */
function honest(pdf: ChosenPdf): Entries {
  return new Map<number, ChosenEntry>([
    [0, { free: 65535 }],
    [1, { offset: pdf.object(1, catalog) }],
    [2, { offset: pdf.object(2, tree('3 0 R')) }],
    [3, { offset: pdf.object(3, page('4 0 R')) }],
    [4, { offset: pdf.stream(4, showing(small)) }],
    [5, { offset: pdf.stream(5, showing(large)) }],
    [6, { offset: pdf.object(6, font) }],
  ]);
}

/** A revision with a table, and what stands between the honest objects and it. */
export function shadowed(add: (pdf: ChosenPdf, entries: Entries) => void, trailer = root): Buffer {
  const pdf = new ChosenPdf();
  const entries = honest(pdf);
  add(pdf, entries);
  return pdf.end(pdf.table(entries, trailer)).bytes;
}

/** The same with a cross-reference stream. */
function shadowedStream(add: (pdf: ChosenPdf, entries: Entries) => void, trailer = root): Buffer {
  const pdf = new ChosenPdf();
  const entries = honest(pdf);
  add(pdf, entries);
  return pdf.end(pdf.tableStream(20, entries, trailer)).bytes;
}

/** An honest revision, and an update of it. */
function updated(add: (pdf: ChosenPdf, previous: number, entries: Entries) => number): Buffer {
  const pdf = new ChosenPdf();
  const entries = honest(pdf);
  const previous = pdf.table(entries, root);
  pdf.end(previous);
  return pdf.end(add(pdf, previous, entries)).bytes;
}

const badFont = (pdf: ChosenPdf, entries: Entries) =>
  entries.set(3, { offset: pdf.object(3, page('4 0 R').replace('6 0 R', '6 7 R')) });

/** The seven shapes of the review, in which the table names the first object, and others beside them. */
export const shadowShapes: readonly ShadowShape[] = [
  ...(
    [
      ['nothing twice', () => undefined],
      ['a page twice', (pdf) => pdf.object(3, page('5 0 R'))],
      [
        'the tree twice',
        (pdf) => {
          pdf.object(2, tree('7 0 R'));
          pdf.object(7, page('5 0 R'));
        },
      ],
      ['a page in an object stream without entries', (pdf) => pdf.objectStream(8, [[3, page('5 0 R')]])],
      ['a page behind a comment', (pdf) => pdf.raw(`% ignored\n3 0 obj\n${page('5 0 R')}\nendobj\n`)],
      [
        'another trailer with another catalog',
        (pdf) => {
          pdf.object(7, page('5 0 R').replace('2 0 R', '8 0 R'));
          pdf.object(8, tree('7 0 R'));
          pdf.object(9, catalog.replace('2 0 R', '8 0 R'));
          pdf.raw('trailer\n<< /Size 10 /Root 9 0 R >>\n');
        },
      ],
      ['the catalog twice', (pdf) => pdf.object(1, '<< /Type /Catalog /Pages 9 0 R >>')],
      ['a content twice', (pdf) => pdf.stream(4, showing(large))],
      ['a page twice, the second in the generation 1', (pdf) => pdf.object(3, page('5 0 R'), 1)],
      ['a page inside a stream', (pdf) => pdf.stream(8, `3 0 obj\n${page('5 0 R')}\nendobj\n`)],
      ['a page with a comment in its header', (pdf) => pdf.raw(`3 %\n0 obj\n${page('5 0 R')}\nendobj\n`)],
      [
        'a page whose type of container is escaped',
        (pdf) => pdf.objectStream(8, [[3, page('5 0 R')]], '/Type /Obj#53tm'),
      ],
      ['an orphan that the page refers to', (pdf) => pdf.stream(9, showing(large))],
    ] as readonly [string, (pdf: ChosenPdf, entries: Entries) => void][]
  ).map(([name, add]) => ({ name, bytes: shadowed(add), outcome: 'drawn' as const })),
  {
    name: 'a page twice, and a font in a wrong generation, for which pdf.js repairs',
    bytes: shadowed((pdf, entries) => {
      badFont(pdf, entries);
      pdf.object(3, page('5 0 R'));
    }),
    outcome: 'refused',
  },
  {
    name: 'a font in a wrong generation, and nothing twice',
    bytes: shadowed((pdf, entries) => void badFont(pdf, entries)),
    outcome: 'drawn',
  },
  {
    name: 'a page twice, and an entry beyond the end of the file, for which MuPDF repairs',
    bytes: shadowed((pdf, entries) => {
      pdf.object(3, page('5 0 R'));
      entries.set(7, { offset: 9_999_999 });
    }),
    outcome: 'refused',
  },
  {
    name: 'a page twice, and a size that is too small, for which MuPDF repairs',
    bytes: Buffer.from(
      shadowed((pdf) => pdf.object(3, page('5 0 R')))
        .toString('latin1')
        .replace('/Size 7', '/Size 4'),
      'latin1',
    ),
    outcome: 'refused',
  },
  {
    name: 'an entry whose place does not hold its object, which stands elsewhere',
    bytes: shadowed((pdf, entries) => {
      entries.set(3, { offset: 15 });
      pdf.object(8, page('5 0 R'));
    }),
    outcome: 'refused',
  },
  {
    name: 'a number twice in one table',
    bytes: (() => {
      const pdf = new ChosenPdf();
      const entries = honest(pdf);
      const other = pdf.object(3, page('5 0 R'));
      const line = `3 1\n${String(other).padStart(10, '0')} 00000 n \n`;
      const at = pdf.table(entries, root);
      return Buffer.from(pdf.end(at).bytes.toString('latin1').replace('trailer', `${line}trailer`), 'latin1');
    })(),
    outcome: 'refused',
  },
  {
    name: 'an honest update of the page',
    bytes: updated((pdf, previous) =>
      pdf.table(new Map([[3, { offset: pdf.object(3, page('5 0 R')) }]]), `${root} /Prev ${previous}`),
    ),
    outcome: 'drawn',
  },
  {
    name: 'an update in a lower generation, which PDFium overlooks',
    bytes: (() => {
      const pdf = new ChosenPdf();
      const entries = honest(pdf);
      entries.set(3, { offset: pdf.object(3, page('4 0 R'), 2), generation: 2 });
      const previous = pdf.table(entries, root);
      pdf.end(previous);
      const update = new Map([[3, { offset: pdf.object(3, page('5 0 R')) }]]);
      return pdf.end(pdf.table(update, `${root} /Prev ${previous}`)).bytes;
    })(),
    outcome: 'refused',
  },
  {
    name: 'a content that an update frees, and PDFium still shows',
    bytes: updated((pdf, previous) => {
      const update = new Map<number, ChosenEntry>([
        [3, { offset: pdf.object(3, page('[4 0 R 5 0 R]')) }],
        [5, { free: 1 }],
      ]);
      return pdf.table(update, `${root} /Prev ${previous}`);
    }),
    outcome: 'refused',
  },
  {
    name: 'a chain that leads to nothing, which pdf.js overlooks',
    bytes: updated((pdf) => {
      const update = new Map<number, ChosenEntry>([
        [0, { free: 65535 }],
        [1, { offset: pdf.object(1, catalog) }],
        [2, { offset: pdf.object(2, tree('3 0 R')) }],
        [3, { offset: pdf.object(3, page('[5 0 R 4 0 R]')) }],
        [5, { offset: pdf.stream(5, showing(large)) }],
        [6, { offset: pdf.object(6, font) }],
      ]);
      return pdf.table(update, `${root} /Prev 12`);
    }),
    outcome: 'refused',
  },
  {
    name: 'objects in an object stream',
    bytes: shadowedStream((pdf, entries) => {
      entries.set(8, { offset: pdf.objectStream(8, [[3, page('5 0 R')]]) });
      entries.set(3, { container: 8, index: 0 });
    }),
    outcome: 'drawn',
  },
  {
    name: 'a number twice in one object stream',
    bytes: shadowedStream((pdf, entries) => {
      const objects = [
        [3, page('4 0 R')],
        [3, page('5 0 R')],
      ] as const;
      entries.set(8, { offset: pdf.objectStream(8, objects) });
      entries.set(3, { container: 8, index: 0 });
    }),
    outcome: 'refused',
  },
  {
    name: 'an index that is not that of the number',
    bytes: shadowedStream((pdf, entries) => {
      const objects = [
        [9, page('4 0 R')],
        [3, page('5 0 R')],
      ] as const;
      entries.set(8, { offset: pdf.objectStream(8, objects) });
      entries.set(3, { container: 8, index: 0 });
    }),
    outcome: 'refused',
  },
  {
    name: 'a page outside an object stream after the one inside, which the table names',
    bytes: shadowedStream((pdf, entries) => {
      entries.set(8, { offset: pdf.objectStream(8, [[3, page('4 0 R')]]) });
      entries.set(3, { container: 8, index: 0 });
      pdf.object(3, page('5 0 R'));
    }),
    outcome: 'drawn',
  },
  {
    name: 'a hybrid whose table and stream name different pages',
    bytes: updated((pdf, previous) => {
      const stream = pdf.tableStream(20, new Map([[3, { offset: pdf.object(3, page('5 0 R')) }]]), root);
      const update = new Map<number, ChosenEntry>([[3, { offset: pdf.object(3, page('4 0 R')) }]]);
      return pdf.table(update, `${root} /Prev ${previous} /XRefStm ${stream}`);
    }),
    outcome: 'drawn',
  },
  {
    name: 'a hybrid whose table hides what the stream names',
    bytes: updated((pdf, previous) => {
      const stream = pdf.tableStream(20, new Map([[9, { offset: pdf.stream(9, showing(large)) }]]), root);
      const update = new Map<number, ChosenEntry>([
        [3, { offset: pdf.object(3, page('[4 0 R 9 0 R]')) }],
        [9, { free: 65535 }],
      ]);
      return pdf.table(update, `${root} /Prev ${previous} /XRefStm ${stream}`);
    }),
    outcome: 'refused',
  },
  {
    name: 'a linearized PDF whose first table is not the last one',
    bytes: (() => {
      const pdf = new ChosenPdf();
      pdf.object(30, '<< /Linearized 1 /L 0000001 /H [0 0] /O 3 /E 0 /N 1 /T 0 >>');
      const first = pdf.raw('');
      const entries = honest(pdf);
      const shadow = pdf.object(3, page('5 0 R'));
      // The table of the first page: it has to stand before the objects, so its offsets grow by its own length.
      const draft = new ChosenPdf();
      const length = draft.table(entries, root) * 0 + draft.bytes.length - 9;
      const moved = new Map(
        [...entries].map(
          ([number, entry]) =>
            [number, 'offset' in entry ? { offset: entry.offset + length } : entry] as const,
        ),
      );
      const forFirst = new ChosenPdf();
      forFirst.table(new Map(moved).set(3, { offset: shadow + length }), root);
      const body = pdf.bytes.toString('latin1');
      const whole = new ChosenPdf();
      whole.raw(body.slice(9, first) + forFirst.bytes.toString('latin1').slice(9) + body.slice(first));
      const text = whole.end(whole.table(moved, root)).bytes.toString('latin1');
      return Buffer.from(text.replace('0000001', String(text.length).padStart(7, '0')), 'latin1');
    })(),
    outcome: 'refused',
  },
];
