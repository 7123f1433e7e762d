import { randomBytes } from 'node:crypto';
import { samplePdf } from '../kit/sample-pdf';
import { signaturePng } from './signature-png';

/** A document to make. */
export interface DocumentOptions {
  readonly title?: string;
  /** The number of signers, each with a signature, a text and a check box. 2 by default. */
  readonly contacts?: number;
  /** The rough size of a signature's image, before base64. 2000 by default. */
  readonly signatureBytes?: number;
  /** The time when it was made; now by default. */
  readonly createdAt?: Date;
  /** Another one for each document by default. */
  readonly workspaceId?: string;
}

/** A document in the provider's database. */
export interface SimulatedDocument {
  readonly _id: string;
  readonly title: string;
  readonly workspaceId: string;
  readonly templateId: string;
  readonly fileId: string;
  readonly createdAt: string;
  /** The time of the last change. */
  updatedAt: string;
  readonly contactIds: readonly string[];
  fields: readonly SimulatedField[];
  status: 'pending' | 'signed' | 'completed';
  /** The fields that are signed, according to the API. */
  signedFields: ReadonlySet<string>;
  /** Whether it is archived: the API hides archived documents. */
  archived: boolean;
  /** The unsigned PDF of the template. There is no other PDF. */
  readonly pdf: Buffer;
  /** The part of the PDF's address that makes it a bearer link. */
  readonly linkSignature: string;
}

/** A field, with its database row and its place in the template. */
export interface SimulatedField {
  readonly _id: string;
  readonly fieldId: string;
  readonly contactId: string;
  readonly fieldType: 'signature' | 'text' | 'checkbox';
  readonly place: { readonly page: number; readonly xPosition: number; readonly yPosition: number };
  /** The value in the API. */
  readonly value: string | boolean;
  /** The value in webhooks. It differs from the API's, so that a test fails if our code uses it. */
  readonly webhookValue: string | boolean;
  signedAt: string;
}

/** Makes an unsigned document. */
export async function simulatedDocument(
  options: DocumentOptions,
  createdAt: Date,
): Promise<SimulatedDocument> {
  const { title = 'Contract Agreement – Größe 2', contacts = 2, signatureBytes = 2_000 } = options;
  const contactIds = Array.from({ length: contacts }, newId);
  return {
    _id: newId(),
    title,
    workspaceId: options.workspaceId ?? newId(),
    templateId: newId(),
    fileId: newId(),
    createdAt: createdAt.toISOString(),
    updatedAt: createdAt.toISOString(),
    contactIds,
    fields: contactIds.flatMap((contactId, index) =>
      contactFields(contactId, { index, signatureBytes, from: createdAt }),
    ),
    status: 'pending',
    signedFields: new Set(),
    archived: false,
    pdf: await samplePdf({ title, lines: ['Nobody has signed this.'], pages: 2 }),
    linkSignature: randomBytes(32).toString('hex'),
  };
}

function contactFields(
  contactId: string,
  { index, signatureBytes, from }: { index: number; signatureBytes: number; from: Date },
): readonly SimulatedField[] {
  const values = [
    ['signature', signaturePng(signatureBytes).toString('base64'), webhookImage(signatureBytes)],
    ['text', `Contact ${index + 1}, typed`, `Contact ${index + 1}, typed ${newId()} in a webhook`],
    ['checkbox', true, false],
  ] as const;
  return values.map(([fieldType, value, webhookValue], order) => ({
    _id: newId(),
    fieldId: newId(),
    contactId,
    fieldType,
    place: { page: index % 2 === 0 ? 1 : 2, xPosition: 56, yPosition: 200 + 80 * order },
    value,
    webhookValue,
    // A contact signs all fields at once, and the database needs a moment for each.
    signedAt: new Date(from.getTime() + 60_000 * (index + 1) + order).toISOString(),
  }));
}

function webhookImage(bytes: number): string {
  return `data:image/png;base64,${signaturePng(bytes).toString('base64')}`;
}

/** Moves the times of all signatures, so that the last one is at this time. Webhooks and API have the same times. */
export function signedUntil({ fields }: SimulatedDocument, at: Date): void {
  const last = Math.max(...fields.map(({ signedAt }) => Date.parse(signedAt)));
  for (const field of fields) {
    field.signedAt = new Date(Date.parse(field.signedAt) + at.getTime() - last).toISOString();
  }
}

/** Gives each signature another image, as another signing would. */
export function signedAnew(fields: readonly SimulatedField[]): readonly SimulatedField[] {
  return fields.map((field) =>
    field.fieldType === 'signature' ? { ...field, value: signaturePng(2_000).toString('base64') } : field,
  );
}

/** Makes a Mongo object id. */
export function newId(): string {
  return randomBytes(12).toString('hex');
}
