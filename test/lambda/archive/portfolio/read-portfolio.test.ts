import { PDFDocument, PDFName, type PDFContext } from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';
import { readPortfolio, type PortfolioPart } from '../../../../lambda/archive/portfolio/read-portfolio';
import { samplePdf } from '../../../simulators/kit/sample-pdf';
import {
  ampleLimits,
  collection,
  deflated,
  handmadePdf,
  pdfPart,
  portfolioPdf,
  problemPart,
  samplePdfs,
  specification,
} from './portfolio-pdf';

const limits = ampleLimits;

async function readParts(container: Buffer, more: Partial<typeof limits> = {}): Promise<PortfolioPart[]> {
  const parts: PortfolioPart[] = [];
  for (const part of readPortfolio(container, { ...limits, ...more })) parts.push(part);
  return parts;
}

let lease: Buffer;
let inventory: Buffer;

beforeAll(async () => {
  [lease, inventory] = (await samplePdfs(2)) as [Buffer, Buffer];
});

test('reads the PDFs of a portfolio byte for byte, with their names', async () => {
  const container = await portfolioPdf([
    { name: '1 lease.pdf', bytes: lease },
    { name: '2 inventory.pdf', bytes: inventory },
  ]);

  expect(await readParts(container)).toEqual([
    pdfPart(lease, '1 lease.pdf'),
    pdfPart(inventory, '2 inventory.pdf'),
  ]);
});

test('a PDF without files inside has no parts and no problem', async () => {
  expect(await readParts(await samplePdf({ title: 'Lease', lines: [], pages: 3 }))).toEqual([]);
});

test.each([
  ['a path', '../../etc/passwd'],
  ['a path of another system', 'C:\\Windows\\x.pdf'],
  ['empty', ''],
  ['text that runs backwards', 'ключ\u202efdp.exe'],
  ['very long', 'x'.repeat(10_000)],
  ['a null character', '\0'],
])('a name that is %s becomes a title, and has no other effect', async (_, name) => {
  const container = await handmadePdf((context) => ({
    AF: context.obj([specification(context, name, deflated(context, lease))]),
  }));

  const [part] = await readParts(container);

  expect(part).toMatchObject({ kind: 'pdf', bytes: lease });
  expect((part as { title?: string }).title ?? '').toBe(name.slice(0, 500));
});

test('two files with the same name are two parts; a file in two lists is one part', async () => {
  const container = await handmadePdf((context) => {
    const first = specification(context, 'lease.pdf', deflated(context, lease));
    const second = specification(context, 'lease.pdf', deflated(context, inventory));
    const names = context.obj(['a', first, 'a', second]);
    return {
      Names: context.obj({ EmbeddedFiles: { Names: names } } as never),
      AF: context.obj([second, first]),
    };
  });

  expect(await readParts(container)).toEqual([pdfPart(lease, 'lease.pdf'), pdfPart(inventory, 'lease.pdf')]);
});

test('a file that is attached to a page is a part', async () => {
  const made = await PDFDocument.create();
  const FS = specification(made.context, 'pinned.pdf', deflated(made.context, lease));
  const annotation = made.context.obj({ Type: 'Annot', Subtype: 'FileAttachment', FS });
  made.addPage().node.set(PDFName.of('Annots'), made.context.obj([annotation]));
  made.catalog.set(PDFName.of('Collection'), collection(made.context));

  expect(await readParts(Buffer.from(await made.save()))).toEqual([pdfPart(lease, 'pinned.pdf')]);
});

test('a tree with cycles, deep branches and invalid branches is read to its end', async () => {
  const container = await handmadePdf((context) => {
    const root = context.nextRef();
    let branch = context.register(
      context.obj({
        Names: ['lease', specification(context, 'lease.pdf', deflated(context, lease))],
      } as never),
    );
    for (let depth = 0; depth < 5_000; depth++)
      branch = context.register(context.obj({ Kids: [branch, root] }));
    context.assign(root, context.obj({ Kids: [root, 7, 'x', branch, branch] as never }));
    return { Names: context.obj({ EmbeddedFiles: root }) };
  });

  expect(await readParts(container)).toEqual([pdfPart(lease, 'lease.pdf')]);
});

test('a file that is not a PDF is a problem, and the files after it are read', async () => {
  const container = await portfolioPdf([
    { name: '1.xml', bytes: Buffer.from('<xml/>') },
    { name: '2.pdf', bytes: lease.subarray(0, -20) },
    { name: '3.pdf', bytes: lease },
  ]);

  const notPdf = problemPart('portfolio-file-not-a-pdf');
  expect(await readParts(container)).toEqual([notPdf, notPdf, pdfPart(lease, '3.pdf')]);
});

test('a portfolio inside a portfolio is one part, and is not opened', async () => {
  const inner = await portfolioPdf([{ name: 'lease.pdf', bytes: lease }]);
  const container = await portfolioPdf([{ name: 'inner.pdf', bytes: inner }]);

  expect(await readParts(container)).toEqual([pdfPart(inner, 'inner.pdf')]);
});

describe('limits', () => {
  const files = (build: (context: PDFContext) => readonly Buffer[]) =>
    handmadePdf((context) => ({
      AF: context.obj(
        build(context).map((bytes, index) => specification(context, `${index}`, deflated(context, bytes))),
      ),
    }));

  test('a file that exceeds the total size is a problem, and the files after it are not read', async () => {
    const container = await files(() => [lease, Buffer.alloc(limits.maxPartsBytes), inventory]);

    expect(await readParts(container)).toEqual([pdfPart(lease, '0'), problemPart('portfolio-too-large')]);
  });

  test('a decompression bomb is refused in little memory', async () => {
    const bomb = deflateSync(deflateSync(Buffer.alloc(1024 ** 3 / 4)));
    const container = await handmadePdf((context) => {
      const dict = { Filter: ['FlateDecode', 'FlateDecode'], Length: bomb.length };
      const stream = context.stream(bomb, dict);
      return { AF: context.obj([specification(context, 'bomb.pdf', context.register(stream))]) };
    });
    const before = process.memoryUsage.rss();

    expect(await readParts(container)).toEqual([problemPart('portfolio-too-large')]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
  });

  test('files of exactly the total size are read; one byte more is a problem', async () => {
    const container = await files(() => [lease, inventory]);
    const size = lease.length + inventory.length;

    expect(await readParts(container, { maxPartsBytes: size })).toHaveLength(2);
    expect(await readParts(container, { maxPartsBytes: size - 1 })).toEqual([
      pdfPart(lease, '0'),
      problemPart('portfolio-too-large'),
    ]);
  });

  test('a PDF beyond the maximum number is a problem', async () => {
    const container = await files(() => [lease, inventory]);

    expect(await readParts(container, { maxParts: 1 })).toEqual([
      pdfPart(lease, '0'),
      problemPart('portfolio-too-large'),
    ]);
  });
});
