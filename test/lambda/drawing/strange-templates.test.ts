import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { installedReaders } from '../../pdf-readers/pdf-readers';
import { drawn, textMark } from './kit/drawn';
import { pagePictures } from './kit/page-pictures';
import { template } from './kit/templates';

const shape = { MediaBox: [0, 0, 400, 300] };
const namesOf = ({ problems }: { problems: readonly { name: string }[] }) => problems.map(({ name }) => name);

/** Replaces text by text of the same length, so that all offsets stay valid. */
const replaced = (pdf: Buffer, from: string, to: string) =>
  Buffer.from(pdf.toString('latin1').replaceAll(from, to.padEnd(from.length)), 'latin1');

/** A template with a change made before it is written. */
async function changed(change: (pdf: PDFDocument) => void): Promise<Buffer> {
  const pdf = await PDFDocument.load(await template(shape, { pages: 2 }), { updateMetadata: false });
  change(pdf);
  return Buffer.from(await pdf.save({ useObjectStreams: false, addDefaultPage: false }));
}

test.each<[string, string, () => Promise<Buffer> | Buffer]>([
  ['an empty file', 'template-unreadable', () => Buffer.alloc(0)],
  ['a text', 'template-unreadable', () => Buffer.from('hello')],
  [
    'a PDF without pages',
    'template-unreadable',
    () => changed((pdf) => pdf.catalog.delete(PDFName.of('Pages'))),
  ],
  ['half a PDF', 'template-unreadable', async () => (await template(shape)).subarray(0, 200)],
  [
    'a page tree that contains itself',
    'template-unreadable',
    () =>
      changed((pdf) => {
        const tree = pdf.catalog.get(PDFName.of('Pages')) as PDFRef;
        pdf.catalog.Pages().set(PDFName.of('Kids'), pdf.context.obj([tree, tree]));
      }),
  ],
  [
    'an encrypted PDF',
    'template-encrypted',
    () =>
      changed((pdf) => {
        pdf.context.trailerInfo.Encrypt = pdf.context.obj({ Filter: 'Standard', V: 1, R: 2 });
      }),
  ],
])('%s is reported as %s, and nothing is drawn', async (_, name, make) => {
  const result = await drawn(await make(), [textMark('x')]);

  expect(result.pdf).toBeUndefined();
  expect(namesOf(result)).toEqual([name]);
});

test('an original that is too large is not read', async () => {
  const original = await template(shape);

  expect(namesOf(await drawn(original, [], { maxOriginalBytes: original.length - 1 }))).toEqual([
    'template-too-large',
  ]);
});

test('an original with a broken cross-reference table is rewritten, and its page of record says so', async () => {
  const original = await template(shape);
  const broken = replaced(
    original,
    `startxref\n${/startxref\n(\d+)/.exec(original.toString('latin1'))![1]}`,
    'startxref\n7',
  );

  const { pdf, problems } = await drawn(broken, [textMark('Jane Doe')]);

  const [page, record] = await pagePictures(pdf!);
  expect(problems).toEqual([]);
  expect(page?.text).toContain('Jane Doe');
  expect(record?.text).toContain('The original was damaged, and is written anew here.');
});

test('junk before a PDF does not break the appended drawing', async () => {
  const original = Buffer.concat([Buffer.from('mail header\n'), await template(shape)]);

  const { pdf, problems } = await drawn(original, [textMark('Jane Doe')]);

  expect(problems).toEqual([]);
  expect((await pagePictures(pdf!))[0]?.text).toContain('Jane Doe');
});

test.each([
  ['a table', false],
  ['a stream', true],
])(
  'the drawing is appended to an original whose objects are listed in %s, and can be read back',
  async (_, objectStreams) => {
    const original = await template(shape, { pages: 3, objectStreams });

    const { pdf } = await drawn(original, [textMark('third', { page: 3 })]);
    const read = await PDFDocument.load(pdf!, { updateMetadata: false });

    expect(pdf!.subarray(0, original.length)).toEqual(original);
    expect(read.getPageCount()).toBe(4);
    expect((await pagePictures(pdf!)).map(({ text }) => text.includes('third'))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  },
);

test('an original with an earlier update is drawn on in its latest state', async () => {
  const first = await drawn(await template(shape), [textMark('first')]);

  const second = await drawn(first.pdf!, [
    textMark('second', { box: { x: 200, y: 120, width: 150, height: 30 } }),
  ]);

  const [page] = await pagePictures(second.pdf!);
  expect(page?.text).toMatch(/first/);
  expect(page?.text).toMatch(/second/);
});

test('the page of record is last, upright and of its own size, whatever the page tree declares', async () => {
  const original = await template({ MediaBox: [0, 0, 100, 100], Rotate: 90 }, { inherited: true });

  const { pdf } = await drawn(original, []);

  const pictures = await pagePictures(pdf!);
  expect(pictures.map(({ width, height }) => [width, height])).toEqual([
    [100, 100],
    [595, 841],
  ]);
  expect(pictures[1]?.text).toContain('cdk-esign-webhooks 1.2.3 has drawn this document');
});

test('resource names that a page already uses stay its own', async () => {
  const original = await changed((pdf) => {
    const form = pdf.context.register(
      pdf.context.stream('0 0 1 rg 0 0 50 50 re f', {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 50, 50],
      }),
    );
    const page = pdf.getPage(0).node;
    page.set(PDFName.of('Resources'), pdf.context.obj({ XObject: { EsignDrawing: form } }));
    page.set(PDFName.of('Contents'), pdf.context.register(pdf.context.stream('/EsignDrawing Do')));
  });

  const { pdf } = await drawn(original, [textMark('Jane Doe')]);

  const [page] = await pagePictures(pdf!);
  expect([...page!.data.subarray(4 * (290 * 400 + 10), 4 * (290 * 400 + 10) + 3)]).toEqual([0, 0, 255]);
  expect(page?.text).toContain('Jane Doe');
});

test.each(['in the file', 'in an object stream'])(
  'a template cannot show the drawing elsewhere by a guess of its name or number, %s',
  async (where) => {
    const original = await guessing(where === 'in an object stream');

    const { pdf, problems } = await drawn(original, [textMark('Jane Doe')]);

    expect(problems).toEqual([]);
    const simple = await drawn(await template(shape, { content: '' }), [textMark('Jane Doe')]);
    for (const reader of installedReaders().filter(({ name }) => ['PDFium', 'MuPDF'].includes(name))) {
      const [page, other] = await reader.pictures(pdf!);
      expect(darkPixels(page!)).toBe(darkPixels((await reader.pictures(simple.pdf!))[0]!));
      expect(darkPixels(other!)).toBe(0);
    }
  },
);

/** A template that names objects and resources that it does not have, on both of its pages. */
async function guessing(useObjectStreams: boolean): Promise<Buffer> {
  const pdf = await PDFDocument.load(await template(shape, { pages: 2 }), { updateMetadata: false });
  const { context } = pdf;
  const next = context.largestObjectNumber + 1;
  const references = [...Array(60).keys()].map((at) => [`X${at}`, PDFRef.of(next + at)] as const);
  const guesses = ['EsignDrawing', 'EsignContent', 'Esign#44rawing', 'EsignDrawing1'];
  const content = [...guesses, ...references.map(([name]) => name)].map((name) => `/${name} Do`);
  for (const { node } of pdf.getPages()) {
    node.set(
      PDFName.of('Resources'),
      context.register(context.obj({ XObject: Object.fromEntries(references) })),
    );
    node.set(
      PDFName.of('Contents'),
      context.register(context.stream(`1 0 0 1 -60 -90 cm ${content.join(' ')}`)),
    );
  }
  return Buffer.from(await pdf.save({ useObjectStreams, addDefaultPage: false }));
}

const darkPixels = ({ data }: { data: Uint8ClampedArray }) =>
  data.filter((value, at) => at % 4 === 0 && value < 100).length;

test.each([
  ['beyond its right edge', { x: 401, y: 10, width: 50, height: 20 }, false],
  ['above the page', { x: 10, y: -30, width: 50, height: 20 }, false],
  ['half off the page', { x: 380, y: 10, width: 60, height: 20 }, true],
])('a field %s is reported', async (_, box, isDrawn) => {
  const { pdf, problems } = await drawn(await template(shape, { content: '' }), [textMark('edge', { box })]);

  expect(problems).toEqual([{ name: 'field-off-page', field: 'a text' }]);
  expect((await pagePictures(pdf!))[0]!.data.some((value) => value < 128)).toBe(isDrawn);
});

test('fields beyond the limit are not drawn, and are reported once', async () => {
  const marks = Array.from({ length: 5 }, () => textMark('x'));

  expect(namesOf(await drawn(await template(shape), marks, { maxMarks: 3 }))).toEqual(['too-many-fields']);
});

test('a damaged template is drawn on, or a problem is reported', async () => {
  const original = await template(shape, { pages: 2 });
  const damage = fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), {
    minLength: 1,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const bytes = Buffer.from(original);
      for (const [at, value] of changes) bytes[at] = value;
      const { pdf, problems } = await drawn(bytes, [textMark('x')], { timeMs: 5_000 });
      expect(pdf !== undefined || problems.length > 0).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('resources that pages share stay unchanged for the other pages', async () => {
  const original = await changed((pdf) => {
    const shared = pdf.context.register(pdf.context.obj({ ProcSet: ['PDF'] }));
    for (const page of pdf.getPages()) page.node.set(PDFName.of('Resources'), shared);
  });

  const { pdf } = await drawn(original, [textMark('x')]);

  const read = await PDFDocument.load(pdf!, { updateMetadata: false });
  const resources = read.getPages().map((page) => page.node.lookup(PDFName.of('Resources'), PDFDict));
  expect(resources.slice(0, 2).map((one) => one.has(PDFName.of('XObject')))).toEqual([true, false]);
  expect(resources[0]?.lookup(PDFName.of('ProcSet'), PDFArray).size()).toBe(1);
});
