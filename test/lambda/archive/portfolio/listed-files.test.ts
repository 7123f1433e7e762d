import {
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  type PDFContext,
  type PDFRef,
} from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';
import { readPortfolio, type PortfolioPart } from '../../../../lambda/archive/portfolio/read-portfolio';
import { ParseBudget } from '../../../../lambda/pdf/parse-budget';
import { ChosenPdf, type ChosenEntry } from '../../pdf/kit/chosen-tables';
import {
  ampleLimits,
  deflated,
  handmadePdf,
  pdfPart,
  portfolioPdf,
  problemPart,
  samplePdfs,
  specification,
} from './portfolio-pdf';

const limits = { ...ampleLimits, maxParts: 20 };

const partsOf = (container: Buffer): PortfolioPart[] => [...readPortfolio(container, limits)];
let lease: Buffer;
let inventory: Buffer;

beforeAll(async () => {
  [lease, inventory] = (await samplePdfs(2)) as [Buffer, Buffer];
});

test('a PDF that is no portfolio gives no part and no problem, whatever is attached to it', async () => {
  const made = await PDFDocument.load(await portfolioPdf([{ name: 'lease.pdf', bytes: lease }]));
  const FS = specification(made.context, 'pinned.pdf', deflated(made.context, inventory));
  const annotation = made.context.obj({ Type: 'Annot', Subtype: 'FileAttachment', FS });
  made.getPage(0).node.set(PDFName.of('Annots'), made.context.obj([annotation]));
  const portfolio = Buffer.from(await made.save());
  made.catalog.delete(PDFName.of('Collection'));

  expect(partsOf(Buffer.from(await made.save()))).toEqual([]);
  expect(partsOf(portfolio)).toHaveLength(2);
});

test('a file that some readers take from F and others from UF is a problem, and the next one is read', async () => {
  const container = await handmadePdf((context) => {
    const both = context.obj({ F: deflated(context, lease), UF: deflated(context, inventory) });
    const disputed = context.register(context.obj({ Type: 'Filespec', EF: both }));
    return { AF: context.obj([disputed, specification(context, 'a.pdf', deflated(context, lease))]) };
  });

  expect(partsOf(container)).toEqual([problemPart('portfolio-file-unreadable'), pdfPart(lease, 'a.pdf')]);
});

describe('a list that any number of nodes share is walked once', () => {
  const [nodeCount, elementCount] = [1_000, 5_000];

  /** Counts the steps for which the budget pays. */
  function stepsFor(container: Buffer): number {
    const spend = jest.spyOn(ParseBudget.prototype, 'spendToken');
    try {
      expect(partsOf(container)).toEqual([pdfPart(lease, 'a.pdf')]);
      return spend.mock.calls.length;
    } finally {
      spend.mockRestore();
    }
  }

  const nodesWith = (context: PDFContext, key: string, list: PDFRef) =>
    Array.from({ length: nodeCount }, () => context.register(context.obj({ [key]: list })));

  const leafOf = (context: PDFContext, file: PDFRef) =>
    context.register(context.obj({ Names: ['a', file] } as never));

  test.each(['Kids', 'Names'])('as the %s of the tree of names', async (key) => {
    const container = await handmadePdf((context) => {
      const file = specification(context, 'a.pdf', deflated(context, lease));
      const list = context.register(context.obj(Array.from({ length: elementCount }, () => file)));
      const Kids = context.obj([...nodesWith(context, key, list), leafOf(context, file)]);
      return { Names: context.obj({ EmbeddedFiles: { Kids } }) };
    });

    expect(stepsFor(container)).toBeLessThan(200_000);
  });

  test('as the annotations of pages', async () => {
    const container = await handmadePdf((context) => {
      const list = context.register(context.obj(Array.from({ length: elementCount }, () => 7)));
      const Kids = context.obj(nodesWith(context, 'Annots', list));
      const AF = context.obj([specification(context, 'a.pdf', deflated(context, lease))]);
      return { AF, Pages: context.obj({ Type: 'Pages', Count: nodeCount, Kids }) };
    });

    expect(stepsFor(container)).toBeLessThan(200_000);
  });
});

test('of a stream that is there twice, that one is the part which the table names', () => {
  const file = new ChosenPdf();
  const embedded = (bytes: Buffer) => file.stream(5, bytes.toString('latin1'), '/Type /EmbeddedFile');
  const entries = new Map<number, ChosenEntry>([
    [0, { free: 65535 }],
    [1, { offset: file.object(1, '<< /Type /Catalog /Pages 2 0 R /Collection << >> /AF [4 0 R] >>') }],
    [2, { offset: file.object(2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>') }],
    [3, { offset: file.object(3, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>') }],
    [4, { offset: file.object(4, '<< /Type /Filespec /UF (lease.pdf) /EF << /F 5 0 R >> >>') }],
    [5, { offset: embedded(lease) }],
  ]);
  embedded(inventory);

  expect(partsOf(file.end(file.table(entries, '/Root 1 0 R')).bytes)).toEqual([pdfPart(lease, 'lease.pdf')]);
});

test('what is left of a damaged file is a part if it is a whole PDF, and it has a problem', async () => {
  const streamOf = (context: PDFContext, contents: Buffer) => {
    const dict = context.obj({ Type: 'EmbeddedFile', Filter: 'FlateDecode', Length: contents.length });
    return context.register(PDFRawStream.of(dict, contents));
  };
  const padded = deflateSync(Buffer.concat([lease, Buffer.alloc(9_000, ' ')]), { level: 0 });
  const container = await handmadePdf((context) => ({
    AF: context.obj([
      specification(context, 'no-checksum.pdf', streamOf(context, deflateSync(lease).subarray(0, -4))),
      specification(context, 'padded.pdf', streamOf(context, padded.subarray(0, lease.length + 900))),
      specification(context, 'half.pdf', streamOf(context, padded.subarray(0, lease.length / 2))),
    ]),
  }));

  const [whole, part, ...problems] = partsOf(container);
  expect(whole).toEqual(pdfPart(lease, 'no-checksum.pdf'));
  expect(part).toMatchObject({ kind: 'pdf', title: 'padded.pdf' });
  expect((part as { bytes: Buffer }).bytes.indexOf(lease)).toBe(0);
  expect(problems).toEqual([
    problemPart('portfolio-file-unreadable'),
    problemPart('portfolio-file-unreadable'),
  ]);
});

test('files under the filters for text are parts', async () => {
  const hex = (bytes: Buffer) => Buffer.from(`${bytes.toString('hex')}>`);
  const container = await handmadePdf((context) => {
    const streamOf = (Filter: string | string[], contents: Buffer) =>
      context.register(
        PDFRawStream.of(
          context.obj({ Type: 'EmbeddedFile', Filter, Length: contents.length } as never) as never,
          contents,
        ),
      );
    const streams = [
      streamOf('ASCIIHexDecode', hex(lease)),
      streamOf('ASCII85Decode', ascii85(inventory)),
      streamOf(['ASCII85Decode', 'FlateDecode'], ascii85(deflateSync(lease))),
    ];
    return { AF: context.obj(streams.map((stream, index) => specification(context, `${index}`, stream))) };
  });

  expect(partsOf(container)).toEqual([pdfPart(lease, '0'), pdfPart(inventory, '1'), pdfPart(lease, '2')]);
});

/** Encodes as the format says: four bytes are five digits of base 85. */
function ascii85(bytes: Buffer): Buffer {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const group = Buffer.alloc(4);
    const length = bytes.copy(group, 0, at, at + 4);
    let value = group.readUInt32BE();
    const digits = Array.from({ length: 5 }, () => {
      const digit = String.fromCharCode(33 + (value % 85));
      value = Math.floor(value / 85);
      return digit;
    });
    text += digits
      .reverse()
      .join('')
      .slice(0, length + 1);
  }
  return Buffer.from(`${text}~>`);
}

test('a portfolio with an owner’s password only gives its 12 parts with their names', async () => {
  const attachments = (await samplePdfs(12)).map((bytes, index) => ({
    name: `Anlage ä ${index}.pdf`,
    bytes,
  }));
  const made = await PDFDocument.load(await portfolioPdf(attachments));
  made.encrypt({ userPassword: '', ownerPassword: 'owner', algorithm: 'AES-256' });
  encryptNames(made);
  const container = Buffer.from(await made.save({ useObjectStreams: false }));

  const parts = partsOf(container);
  expect(parts).toHaveLength(12);
  expect(parts).toEqual(expect.arrayContaining(attachments.map(({ name, bytes }) => pdfPart(bytes, name))));
});

/** Encrypts the names of files: the library encrypts streams only. */
function encryptNames({ context }: PDFDocument): void {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const name = object instanceof PDFDict && object.get(PDFName.of('UF'));
    if (!(object instanceof PDFDict && name instanceof PDFHexString)) continue;
    const encrypt = context.security!.getEncryptFn(ref.objectNumber, ref.generationNumber);
    object.set(PDFName.of('UF'), PDFHexString.of(Buffer.from(encrypt(name.asBytes())).toString('hex')));
  }
}
