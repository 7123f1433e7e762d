import { PDFDocument, PDFName, type PDFContext } from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';
import { readPortfolio, type PortfolioPart } from '../../../../lambda/archive/portfolio/read-portfolio';
import { samplePdf } from '../../../simulators/kit/sample-pdf';
import { deflated, handmadePdf, portfolioPdf, samplePdfs, specification } from './portfolio-pdf';

const limits = { containerSize: 50_000_000, partsSize: 5_000_000, mostParts: 10, readTime: 20_000 };

async function partsOf(container: Buffer, more: Partial<typeof limits> = {}): Promise<PortfolioPart[]> {
  const parts: PortfolioPart[] = [];
  for await (const part of readPortfolio(container, { ...limits, ...more })) parts.push(part);
  return parts;
}

const problem = (name: string) => ({ kind: 'problem', name });
const pdf = (bytes: Buffer, title: string) => ({ kind: 'pdf', bytes, title });

let lease: Buffer;
let inventory: Buffer;

beforeAll(async () => {
  [lease, inventory] = (await samplePdfs(2)) as [Buffer, Buffer];
});

test('gives the PDFs of a portfolio byte for byte, with their names', async () => {
  const container = await portfolioPdf([
    { name: '1 lease.pdf', bytes: lease },
    { name: '2 inventory.pdf', bytes: inventory },
  ]);

  expect(await partsOf(container)).toEqual([pdf(lease, '1 lease.pdf'), pdf(inventory, '2 inventory.pdf')]);
});

test('a PDF without files inside has no parts and no problem', async () => {
  expect(await partsOf(await samplePdf({ title: 'Lease', lines: [], pages: 3 }))).toEqual([]);
});

test.each([
  ['a path', '../../etc/passwd'],
  ['a path of another system', 'C:\\Windows\\x.pdf'],
  ['nothing', ''],
  ['text that runs backwards', 'ключ\u202efdp.exe'],
  ['a novel', 'x'.repeat(10_000)],
  ['a zero', '\0'],
])('a name that is %s is a title and no more', async (_, name) => {
  const container = await handmadePdf((context) => ({
    AF: context.obj([specification(context, name, deflated(context, lease))]),
  }));

  const [part] = await partsOf(container);

  expect(part).toMatchObject({ kind: 'pdf', bytes: lease });
  expect((part as { title?: string }).title ?? '').toBe(name.slice(0, 500));
});

test('two files of one name are two, one file in two lists is one', async () => {
  const container = await handmadePdf((context) => {
    const first = specification(context, 'lease.pdf', deflated(context, lease));
    const second = specification(context, 'lease.pdf', deflated(context, inventory));
    const names = context.obj(['a', first, 'a', second]);
    return {
      Names: context.obj({ EmbeddedFiles: { Names: names } } as never),
      AF: context.obj([second, first]),
    };
  });

  expect(await partsOf(container)).toEqual([pdf(lease, 'lease.pdf'), pdf(inventory, 'lease.pdf')]);
});

test('a file pinned to a page is one too', async () => {
  const made = await PDFDocument.create();
  const FS = specification(made.context, 'pinned.pdf', deflated(made.context, lease));
  const annotation = made.context.obj({ Type: 'Annot', Subtype: 'FileAttachment', FS });
  made.addPage().node.set(PDFName.of('Annots'), made.context.obj([annotation]));

  expect(await partsOf(Buffer.from(await made.save()))).toEqual([pdf(lease, 'pinned.pdf')]);
});

test('trees with circles, with deep branches and with odd branches end', async () => {
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

  expect(await partsOf(container)).toEqual([pdf(lease, 'lease.pdf')]);
});

test('what is no PDF is named and passed over', async () => {
  const container = await portfolioPdf([
    { name: '1.xml', bytes: Buffer.from('<xml/>') },
    { name: '2.pdf', bytes: lease.subarray(0, -20) },
    { name: '3.pdf', bytes: lease },
  ]);

  const notPdf = problem('portfolio-file-not-a-pdf');
  expect(await partsOf(container)).toEqual([notPdf, notPdf, pdf(lease, '3.pdf')]);
});

test('a portfolio within a portfolio is a document, and not opened', async () => {
  const inner = await portfolioPdf([{ name: 'lease.pdf', bytes: lease }]);
  const container = await portfolioPdf([{ name: 'inner.pdf', bytes: inner }]);

  expect(await partsOf(container)).toEqual([pdf(inner, 'inner.pdf')]);
});

describe('limits', () => {
  const files = (build: (context: PDFContext) => readonly Buffer[]) =>
    handmadePdf((context) => ({
      AF: context.obj(
        build(context).map((bytes, index) => specification(context, `${index}`, deflated(context, bytes))),
      ),
    }));

  test('what inflates to more than is allowed in all is a problem, and nothing after it is taken', async () => {
    const container = await files(() => [lease, Buffer.alloc(limits.partsSize), inventory]);

    expect(await partsOf(container)).toEqual([pdf(lease, '0'), problem('portfolio-too-large')]);
  });

  test('a bomb of zeros is not inflated: 1 GiB is refused in little memory', async () => {
    const bomb = deflateSync(deflateSync(Buffer.alloc(1024 ** 3 / 4)));
    const container = await handmadePdf((context) => {
      const dict = { Filter: ['FlateDecode', 'FlateDecode'], Length: bomb.length };
      const stream = context.stream(bomb, dict);
      return { AF: context.obj([specification(context, 'bomb.pdf', context.register(stream))]) };
    });
    const before = process.memoryUsage.rss();

    expect(await partsOf(container)).toEqual([problem('portfolio-too-large')]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
  });

  test('exactly what is allowed is no problem, one byte more is', async () => {
    const container = await files(() => [lease, inventory]);
    const size = lease.length + inventory.length;

    expect(await partsOf(container, { partsSize: size })).toHaveLength(2);
    expect(await partsOf(container, { partsSize: size - 1 })).toEqual([
      pdf(lease, '0'),
      problem('portfolio-too-large'),
    ]);
  });

  test('so many PDFs and no more', async () => {
    const container = await files(() => [lease, inventory]);

    expect(await partsOf(container, { mostParts: 1 })).toEqual([
      pdf(lease, '0'),
      problem('portfolio-too-large'),
    ]);
  });
});
