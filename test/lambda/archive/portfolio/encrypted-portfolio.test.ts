import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { createCipheriv } from 'node:crypto';
import { readPortfolio, type PortfolioPart } from '../../../../lambda/archive/portfolio/read-portfolio';
import { DocumentDecryption } from '../../../../lambda/pdf/decryption/document-decryption';
import { ampleLimits, portfolioPdf, samplePdfs } from './portfolio-pdf';

const limits = ampleLimits;

const algorithms = ['RC4-40', 'RC4-128', 'AES-128', 'AES-256'] as const;

let lease: Buffer;

beforeAll(async () => {
  [lease] = (await samplePdfs(1)) as [Buffer];
});

/** The PDF library encrypts: it has no code of ours. */
async function encrypted(
  algorithm: (typeof algorithms)[number],
  options: { readonly userPassword?: string; readonly useObjectStreams?: boolean } = {},
): Promise<Buffer> {
  const { userPassword = '', useObjectStreams = false } = options;
  const pdf = await PDFDocument.load(await portfolioPdf([{ name: 'lease.pdf', bytes: lease }]));
  pdf.encrypt({ userPassword, ownerPassword: 'owner', algorithm, allowWeakCryptography: true });
  return Buffer.from(await pdf.save({ useObjectStreams }));
}

const partsOf = (container: Buffer): PortfolioPart[] => [...readPortfolio(container, limits)];

test.each(algorithms)('a portfolio under %s with an empty user password is opened', async (algorithm) => {
  expect(partsOf(await encrypted(algorithm))).toMatchObject([{ kind: 'pdf', bytes: lease }]);
});

test('its object streams are decrypted too', async () => {
  const container = await encrypted('AES-256', { useObjectStreams: true });

  expect(container.includes('/ObjStm')).toBe(true);
  expect(partsOf(container)).toMatchObject([{ kind: 'pdf', bytes: lease }]);
});

test.each(algorithms)('a portfolio under %s with a password is a problem', async (algorithm) => {
  const container = await encrypted(algorithm, { userPassword: 'secret', useObjectStreams: true });

  expect(partsOf(container)).toEqual([{ kind: 'problem', name: 'portfolio-unreadable' }]);
});

test('a portfolio that is encrypted in an unknown way is a problem', async () => {
  const container = await encrypted('RC4-40');
  const unknown = Buffer.from(container.toString('latin1').replace('/Standard', '/Rotated_'), 'latin1');

  expect(unknown).not.toEqual(container);
  expect(partsOf(unknown)).toEqual([{ kind: 'problem', name: 'portfolio-unreadable' }]);
});

describe('filters for encryption', () => {
  const identity = { number: 7, generation: 0 };
  const plain = Buffer.from('the content');
  let decryption: DocumentDecryption;
  let dict: PDFDict;

  /** Only embedded files are encrypted, as Acrobat offers it. */
  beforeAll(async () => {
    const { trailerInfo, context } = await PDFDocument.load(await encrypted('AES-256'), {
      ignoreEncryption: true,
    }).then(({ context }) => ({ trailerInfo: context.trailerInfo, context }));
    const encrypt = context.lookup(trailerInfo.Encrypt, PDFDict);
    encrypt.set(PDFName.of('EFF'), encrypt.get(PDFName.of('StmF'))!);
    for (const key of ['StmF', 'StrF']) encrypt.set(PDFName.of(key), PDFName.of('Identity'));
    decryption = DocumentDecryption.withEmptyPassword(encrypt, new Uint8Array())!;
    dict = context.obj({});
  });

  const streamWith = (entries: Record<string, unknown>) =>
    dict.context.obj(entries as never) as unknown as PDFDict;

  test('embedded files have one of their own', () => {
    const cipher = createCipheriv('aes-256-cbc', (decryption as never)['key'], Buffer.alloc(16));
    const data = Buffer.concat([Buffer.alloc(16), cipher.update(plain), cipher.final()]);

    const decrypted = decryption.decryptStream(data, streamWith({ Type: 'EmbeddedFile' }), identity);
    expect(Buffer.from(decrypted)).toEqual(plain);
    expect(decryption.decryptStream(plain, streamWith({}), identity)).toEqual(plain);
    expect(decryption.decryptString(plain, identity)).toEqual(plain);
  });

  test('a stream names its own one, which is removed when it is undone', () => {
    const stream = streamWith({
      Type: 'EmbeddedFile',
      Filter: ['Crypt', 'FlateDecode'],
      DecodeParms: [{ Name: 'Identity' }, null],
    });

    expect(decryption.decryptStream(plain, stream, identity)).toEqual(plain);
    expect(stream.lookup(PDFName.of('Filter'), PDFArray).asArray()).toEqual([PDFName.of('FlateDecode')]);
    expect(stream.lookup(PDFName.of('DecodeParms'), PDFArray).size()).toBe(1);
    expect(PDFRawStream.of(stream, plain).dict.has(PDFName.of('Type'))).toBe(true);
  });

  test('one that does not exist is an error', () => {
    const stream = streamWith({ Filter: 'Crypt', DecodeParms: { Name: 'Missing' } });

    expect(() => decryption.decryptStream(plain, stream, identity)).toThrow('unknown filter');
  });
});
