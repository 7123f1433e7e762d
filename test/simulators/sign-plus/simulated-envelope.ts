import { randomBytes } from 'node:crypto';
import { samplePdf } from '../kit/sample-pdf';
import { portfolio, type PortfolioEntry } from './portfolio';

/** An envelope to add. Everything has a default. */
export interface SignPlusEnvelopeOptions {
  readonly name?: string;
  /** The names of the documents. */
  readonly documents?: readonly string[];
  /** The format of downloads. By default a portfolio, as on the provider's concept page. */
  readonly format?: 'portfolio' | 'pdf';
  readonly createdAt?: Date;
}

export interface SimulatedRecipient {
  readonly id: string;
  readonly uid: string;
  readonly name: string;
  readonly email: string;
  /** The secret that opens the envelope. */
  readonly passcode: string;
}

/** An envelope with its PDFs, as the provider stores it. */
export interface SignPlusEnvelope {
  readonly id: string;
  readonly name: string;
  readonly recipients: readonly SimulatedRecipient[];
  readonly documents: readonly { readonly id: string; readonly name: string }[];
  readonly pdfs: SignPlusPdfs;
  completed: boolean;
  readonly createdAt: Date;
  /** The time of the last change. */
  updatedAt: Date;
}

export interface SignPlusPdfs {
  readonly unsigned: Buffer;
  readonly executed: SignedDocuments;
  readonly withCertificate: SignedDocuments;
  readonly certificate: Buffer;
}

export interface SignedDocuments {
  readonly file: Buffer;
  /** The attached PDFs. Empty for a plain PDF. */
  readonly entries: readonly PortfolioEntry[];
}

/** Makes an id of 24 hex digits, as all ids of the provider except the user's. */
export const objectId = () => randomBytes(12).toString('hex');

/** Makes an unsigned envelope, and all PDFs that it will serve. */
export async function simulatedEnvelope(options: SignPlusEnvelopeOptions = {}): Promise<SignPlusEnvelope> {
  const {
    name = 'Lease of the harbour house',
    documents = ['Lease.pdf', 'Inventory 1/2.pdf'],
    format = 'portfolio',
    createdAt = new Date('2026-11-21T09:00:00Z'),
  } = options;
  const recipients = [
    recipient('Ada Byron', 'ada@example.com'),
    recipient('Alan Mathison', 'alan@example.com'),
  ];
  return {
    id: objectId(),
    name,
    recipients,
    documents: documents.map((document) => ({ id: objectId(), name: document })),
    pdfs: await pdfsOf({ name, documents, format }, recipients),
    completed: false,
    createdAt,
    updatedAt: createdAt,
  };
}

function recipient(name: string, email: string): SimulatedRecipient {
  return {
    id: objectId(),
    uid: randomBytes(16).toString('hex'),
    name,
    email,
    passcode: `PASSCODE-${objectId()}`,
  };
}

async function pdfsOf(
  { name, documents, format }: Required<Omit<SignPlusEnvelopeOptions, 'createdAt'>>,
  recipients: readonly SimulatedRecipient[],
): Promise<SignPlusPdfs> {
  const lines = recipients.map((one) => `Signed by ${one.name}`);
  const signed = await Promise.all(
    documents.map(async (title) => ({ name: title, bytes: await samplePdf({ title, lines }) })),
  );
  const title = `Certificate of completion: ${name}`;
  const certificate = await samplePdf({ title, lines });
  const bundle = (entries: readonly PortfolioEntry[]) =>
    format === 'portfolio' ? inPortfolio(name, entries) : inOnePdf(name, lines, entries.length);
  return {
    unsigned: await samplePdf({ title: name, lines: ['Nobody has signed this yet.'] }),
    executed: await bundle(signed),
    withCertificate: await bundle([...signed, { name: 'Certificate of completion.pdf', bytes: certificate }]),
    certificate,
  };
}

/** Sorts entries by name, the order of a PDF's name tree. */
async function inPortfolio(name: string, unsorted: readonly PortfolioEntry[]): Promise<SignedDocuments> {
  const entries = [...unsorted].sort((one, other) => (one.name < other.name ? -1 : 1));
  return { file: await portfolio(name, entries), entries };
}

async function inOnePdf(title: string, lines: readonly string[], pages: number): Promise<SignedDocuments> {
  return { file: await samplePdf({ title, lines, pages }), entries: [] };
}
