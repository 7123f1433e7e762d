import { randomBytes, randomInt } from 'node:crypto';
import { samplePdf } from '../kit/sample-pdf';
import type { InstanceVersion } from './instance-version';

/** An envelope to add. Everything has a default. */
export interface EnvelopeOptions {
  readonly title?: string;
  readonly externalId?: string;
  /** The titles of the items, with one PDF each. */
  readonly items?: readonly string[];
  /** The version that has it, by default that of the instance. */
  readonly version?: InstanceVersion;
  readonly createdAt?: Date;
}

export interface SimulatedItem {
  readonly id: string;
  readonly title: string;
  readonly order: number;
  /** The data id, which sealing replaces. */
  documentDataId: string;
  /** The PDFs. A reseal draws `executed` again. */
  readonly pdfs: { readonly unsigned: Buffer; executed: Buffer };
}

export interface SimulatedRecipient {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: 'SIGNER' | 'CC';
  /** The signing token: its owner can sign. */
  readonly token: string;
  readonly signedAt: string;
}

/** An envelope with its PDFs, as Documenso stores it. */
export interface DocumensoEnvelope {
  readonly id: string;
  /** The version that answers about it: a route that this version lacks is missing for it. */
  version: InstanceVersion;
  /** The document's number. */
  readonly number: number;
  readonly title: string;
  readonly externalId: string | null;
  readonly items: readonly SimulatedItem[];
  readonly recipients: readonly SimulatedRecipient[];
  readonly proofs: { readonly certificate: Buffer; readonly auditLog: Buffer };
  readonly createdAt: string;
  readonly sentAt: string;
  /** The time of the last sealing. */
  completedAt: string;
  completed: boolean;
  /** The id of the folder that it is in. */
  folder: string | null;
}

/** Makes an unsigned envelope, and all PDFs that it serves until a reseal. */
export async function simulatedEnvelope(options: EnvelopeOptions = {}): Promise<DocumensoEnvelope> {
  const { title = 'Lease of the mill', externalId = null, items = ['Lease', 'Inventory'] } = options;
  const { version = '2.17' } = options;
  const { createdAt = new Date(Date.parse('2026-11-21T09:00:00.000Z') + randomInt(10_000_000)) } = options;
  const start = createdAt.getTime();
  const after = (seconds: number) => new Date(start + seconds * 1000).toISOString();
  return {
    id: `envelope_${letters(16)}`,
    version,
    number: randomInt(1_000, 1_000_000_000),
    title,
    externalId,
    items: await Promise.all(items.map(simulatedItem)),
    recipients: [
      recipient('Ada Byron', 'SIGNER', after(300)),
      recipient('Alan Mathison', 'SIGNER', after(600)),
      recipient('Grace Murray', 'CC', ''),
    ],
    proofs: {
      certificate: await samplePdf({ title: `Certificate: ${title}`, lines: ['Signed by Ada and Alan.'] }),
      auditLog: await samplePdf({ title: `Audit log: ${title}`, lines: ['Ada signed.', 'Alan signed.'] }),
    },
    createdAt: after(0),
    sentAt: after(60),
    completedAt: after(601),
    completed: false,
    folder: null,
  };
}

/** Seals it again, as an administrator can: with new data ids, PDFs and time. */
export async function reseal(one: DocumensoEnvelope): Promise<void> {
  one.completedAt = new Date(Date.parse(one.completedAt) + 86_400_000).toISOString();
  for (const item of one.items) {
    item.documentDataId = dataId();
    item.pdfs.executed = await samplePdf({
      title: item.title,
      lines: [`Sealed again at ${one.completedAt}.`],
    });
  }
}

async function simulatedItem(title: string, index: number): Promise<SimulatedItem> {
  return {
    id: `envelope_item_${letters(16)}`,
    title,
    order: index + 1,
    documentDataId: dataId(),
    pdfs: {
      unsigned: await samplePdf({ title, lines: ['Nobody has signed this yet.'] }),
      executed: await samplePdf({ title, lines: ['Signed by Ada Byron.', 'Signed by Alan Mathison.'] }),
    },
  };
}

function recipient(name: string, role: SimulatedRecipient['role'], signedAt: string): SimulatedRecipient {
  const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
  return {
    id: randomInt(1_000_000),
    name,
    email,
    role,
    token: randomBytes(16).toString('base64url'),
    signedAt,
  };
}

function letters(count: number): string {
  return Array.from({ length: count }, () => String.fromCharCode(97 + randomInt(26))).join('');
}

/** Makes an id that looks like a cuid. */
const dataId = () => `c${randomBytes(12).toString('hex')}`;
