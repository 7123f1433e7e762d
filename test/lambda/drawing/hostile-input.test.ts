import { PDFDocument, PDFName, PDFRawStream, type PDFDict } from '@cantoo/pdf-lib';
import { crc32, deflateSync } from 'node:zlib';
import type { Mark } from '../../../lambda/contracts/drawing-plan';
import type { DrawingLimits } from '../../../lambda/drawing/drawing-limits';
import { drawn, textMark } from './kit/drawn';
import { pagePictures } from './kit/page-pictures';
import { template } from './kit/templates';

const shape = { MediaBox: [0, 0, 400, 300] };
const namesOf = ({ problems }: { problems: readonly { name: string }[] }) => problems.map(({ name }) => name);

async function changed(pages: number, change: (pdf: PDFDocument) => void): Promise<Buffer> {
  const pdf = await PDFDocument.load(await template(shape, { pages }), { updateMetadata: false });
  change(pdf);
  return Buffer.from(await pdf.save({ useObjectStreams: false, addDefaultPage: false }));
}

test('a text in an endless box exceeds the budget of its own field only', async () => {
  const endless = textMark('word '.repeat(2_000), { box: { x: 0, y: 0, width: 1e6, height: 1 } });

  const { pdf, problems } = await drawn(await template(shape), [endless]);

  expect(pdf).toBeDefined();
  expect(namesOf({ problems })).toEqual(['too-much-text']);
});

test('texts beyond the budget are reported, and the rest is drawn', async () => {
  const marks = [textMark('long '.repeat(100), { field: 'one' }), textMark('Jane Doe', { field: 'other' })];

  const { pdf, problems } = await drawn(await template(shape), marks, { maxShapedCharacters: 300 });

  expect(pdf).toBeDefined();
  expect(problems).toContainEqual({ name: 'too-much-text', field: 'one' });
});

test('invalid images count towards the pixel limit, as each was decoded', async () => {
  const bad = (seed: number) => image(badPng(100, 100, seed), `bad ${seed}`);
  const marks = [bad(1), bad(2), bad(3), image(png(100, 100), 'good')];

  const few = await drawn(await template(shape), marks, { maxTotalPixels: 30_000 });
  const more = await drawn(await template(shape), marks, { maxTotalPixels: 40_000 });

  expect(few.problems.map(({ field }) => field)).toEqual(['bad 1', 'bad 2', 'bad 3', 'good']);
  expect(more.problems.map(({ field }) => field)).toEqual(['bad 1', 'bad 2', 'bad 3']);
});

test('images have a limit in bytes, besides the one in pixels', async () => {
  const marks = [image(png(100, 100), 'small'), image(pngOf(200, 100, noise(100, 201)), 'large')];

  const { problems } = await drawn(await template(shape), marks, { maxTotalImageBytes: 10_000 });

  expect(problems).toEqual([{ name: 'image-unreadable', field: 'large' }]);
});

test('a PNG with too many chunks is rejected', async () => {
  const head = png(1, 1);
  const crumbs = Buffer.concat(Array.from({ length: 50_000 }, () => chunk('teXt', Buffer.alloc(0))));
  const bytes = Buffer.concat([head.subarray(0, 33), crumbs, head.subarray(33)]);

  expect(namesOf(await drawn(await template(shape), [image(bytes, 'crumbs')]))).toEqual(['image-unreadable']);
});

test.each(['XObject', 'Font', 'Properties'])(
  'large %s resources that all pages share are not copied for each page',
  async (key) => {
    const original = await changed(20, (pdf) => {
      const entries = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`E${index}`, index]));
      pdf.catalog.Pages().set(PDFName.of('Resources'), pdf.context.obj({ [key]: entries }));
      for (const { node } of pdf.getPages()) node.delete(PDFName.of('Resources'));
    });
    const marks = Array.from({ length: 20 }, (_, index) => textMark('x', { page: index + 1 }));
    const namesWith = async (maxCopiedBytes: number) =>
      namesOf(await drawn(original, marks, { maxCopiedBytes }));

    expect(await namesWith(300_000)).toEqual(['template-unreadable']);
    expect(await namesWith(3_000_000)).toEqual([]);
  },
);

describe('a content that all pages share', () => {
  const marks = Array.from({ length: 30 }, (_, index) => textMark('x', { page: index + 1 }));
  const sharing = (content: (pdf: PDFDocument) => PDFRawStream) =>
    changed(30, (pdf) => {
      const ref = pdf.context.register(content(pdf));
      for (const { node } of pdf.getPages()) node.set(PDFName.of('Contents'), ref);
    });
  const unreadablePages = async (original: Buffer, limits: Partial<DrawingLimits>) =>
    namesOf(await drawn(original, marks, limits)).filter((name) => name === 'page-content-unreadable').length;

  test('is read once if it is clean, so its length counts once', async () => {
    const original = await sharing((pdf) => pdf.context.flateStream('q Q '.repeat(64 * 1024)));

    expect(await unreadablePages(original, { maxContentBytes: 300_000 })).toBe(0);
  });

  test('is read within one limit for all pages if it is not clean', async () => {
    const original = await sharing((pdf) => pdf.context.flateStream(`${'q Q '.repeat(16 * 1024 - 1)}q   `));

    expect(await unreadablePages(original, { maxContentBytes: 256 * 1024 })).toBe(27);
    expect(await unreadablePages(original, { maxContentBytes: 1024 ** 3 })).toBe(0);
  });

  test('is written again within one limit for all pages', async () => {
    const numbers = Array.from({ length: 1_000 }, (_, index) => Math.sin(index)).join(' ');
    const original = await sharing((pdf) => pdf.context.flateStream(`q ${numbers}`));

    expect(await unreadablePages(original, { maxRewrittenContentBytes: 48_000 })).toBe(26);
    expect(await unreadablePages(original, { maxRewrittenContentBytes: 1024 ** 2 })).toBe(0);
  });

  test('counts in full where one compressed stream is inside another', async () => {
    const inner = deflateSync(deflateSync(`${'q Q '.repeat(64 * 1024 - 1)}q   `));
    const original = await sharing(({ context }) =>
      PDFRawStream.of(context.obj({ Filter: ['FlateDecode', 'FlateDecode'] }) as PDFDict, inner),
    );

    expect(await unreadablePages(original, { maxContentBytes: 96 * 1024 ** 2 })).toBe(27);
  });
});

test.each<[string, (pdf: PDFDocument, kids: PDFDict) => void]>([
  [
    'a page that is listed twice, so that a drawing would be on both',
    (pdf) => setKids(pdf, ([one, two]) => [one, two, one]),
  ],
  [
    'a missing page, after which all page numbers would differ',
    (pdf) => setKids(pdf, ([one, two]) => [one, pdf.context.nextRef(), two]),
  ],
  [
    'a page that is a direct object',
    (pdf) => setKids(pdf, ([one, two]) => [pdf.context.obj({ Type: 'Page' }), one, two]),
  ],
  [
    'a page as its root, which the page of record would replace',
    (pdf) => pdf.catalog.set(PDFName.of('Pages'), pdf.getPage(0).ref),
  ],
])('a page tree with %s is not drawn on', async (_, change) => {
  const result = await drawn(await changed(2, change as (pdf: PDFDocument) => void), [textMark('x')]);

  expect(namesOf(result)).toEqual(['template-unreadable']);
});

test('an object number that no table names takes no number from new objects, however high it is', async () => {
  const text = (await template(shape)).toString('latin1');
  const original = Buffer.from(
    text.replace('startxref', '9007199254740992 0 obj\nnull\nendobj\nstartxref'),
    'latin1',
  );

  const { pdf, problems } = await drawn(original, [textMark('x')]);

  expect(problems).toEqual([]);
  expect((await pagePictures(pdf!))[0]?.text).toContain('x');
});

test('an original whose table uses all object numbers is rejected, as readers would not see new objects', async () => {
  const text = (await template(shape)).toString('latin1');
  const original = Buffer.from(
    text.replace('trailer', '4194304 1\n0000000000 00000 f \ntrailer').replace(/Size \d+/, 'Size 4194305'),
    'latin1',
  );

  expect(namesOf(await drawn(original, [textMark('x')]))).toEqual(['template-unreadable']);
});

test('the page of record counts what was drawn, not what was planned', async () => {
  const marks = [
    image(Buffer.from('no image'), 'bad'),
    image(png(2, 2), 'good'),
    textMark('田'),
    textMark('off', { page: 9 }),
  ];

  const { pdf } = await drawn(await template(shape), marks);

  const record = (await pagePictures(pdf!)).at(-1)?.text;
  expect(record).toContain('1 signature, 0 texts, 0 check boxes, 0 fields left empty');
  expect(record).toContain('3 fields could not be drawn');
});

const setKids = (pdf: PDFDocument, kids: (pages: never[]) => unknown[]) =>
  pdf.catalog
    .Pages()
    .set(
      PDFName.of('Kids'),
      pdf.context.obj(kids(pdf.getPages().map(({ ref }) => ref as never)) as never) as never,
    );

function image(bytes: Buffer, field: string): Mark {
  return { kind: 'image', field, page: 1, bytes, box: { x: 10, y: 10, width: 50, height: 20 } };
}

function png(width: number, height: number): Buffer {
  return pngOf(width, height, Buffer.alloc(height * (width + 1)));
}

/** An invalid PNG: only decoding its last row shows it. */
function badPng(width: number, height: number, seed: number): Buffer {
  const rows = Buffer.alloc(height * (width + 1), 0);
  rows[1] = seed;
  rows[(height - 1) * (width + 1)] = 9;
  return pngOf(width, height, rows);
}

/** Incompressible rows. */
function noise(rows: number, stride: number): Buffer {
  let seed = 1;
  return Buffer.from(
    Array.from({ length: rows * stride }, (_, index) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return index % stride === 0 ? 0 : seed & 255;
    }),
  );
}

function pngOf(width: number, height: number, rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const bytes = Buffer.alloc(typed.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  typed.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(typed), typed.length + 4);
  return bytes;
}
