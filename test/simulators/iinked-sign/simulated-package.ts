import { randomUUID } from 'node:crypto';
import { samplePdf } from '../kit/sample-pdf';

/** A document to put into a package. */
export interface DocumentOptions {
  readonly name?: string;
  readonly externalId?: string;
  /** Whether the document has a CAC. False by default. */
  readonly cac?: boolean;
  readonly pages?: number;
}

/** A package to add. Everything has a default. */
export interface PackageOptions {
  readonly packageId?: string;
  readonly name?: string;
  readonly externalData?: Readonly<Record<string, unknown>>;
  readonly documents?: readonly DocumentOptions[];
  readonly signers?: readonly {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
  }[];
  /** Whether the status has a bearer link for each signer, an option of the provider at creation. */
  readonly generateSignerLinks?: boolean;
  /** Whether the state stays `open` after execution, as before version 4.0 of the API. */
  readonly statesBeforeVersion4?: boolean;
  /** Whether the status has each document's `cac` flag. The provider's page does not show one. */
  readonly cacInStatus?: boolean;
  /** The time when it was made; now by default. The list is in the order of these times. */
  readonly createdAt?: Date;
  /** Whether it belongs to another member than the API key's user: only a list of all members has it. */
  readonly ofAnotherMember?: boolean;
}

export interface SimulatedRevision {
  readonly revisionId: string;
  readonly signerId: string;
}

export interface SimulatedDocument {
  readonly documentId: string;
  readonly fileId: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly order: number;
  readonly cac: boolean;
  /** One revision for each signer, in order. */
  revisions: readonly SimulatedRevision[];
  readonly pdfs: { readonly unsigned: Buffer; executed: Buffer; readonly cac?: Buffer };
}

export interface SimulatedSigner {
  readonly signerId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly order: number;
}

/** A package with its PDFs, as the provider stores it. */
export interface SimulatedPackage {
  readonly packageId: string;
  readonly organizationId: string;
  readonly memberId: string;
  readonly name: string;
  readonly externalData: Readonly<Record<string, unknown>> | null;
  readonly documents: readonly SimulatedDocument[];
  readonly signers: readonly SimulatedSigner[];
  readonly masterFile: Buffer;
  readonly options: PackageOptions;
  /** The time when it was made. */
  readonly createdAt: Date;
  executed: boolean;
  /** The time of the execution, with seven digits of a second. */
  timeExecuted?: string;
}

const defaultSigners = [
  { firstName: 'Ada', lastName: 'Byron', email: 'ada@example.com' },
  { firstName: 'Alan', lastName: 'Mathison', email: 'alan@example.com' },
];

/** Makes an unexecuted package, and all PDFs that it will serve. */
export async function simulatedPackage(
  options: PackageOptions = {},
  now: () => Date = () => new Date(),
): Promise<SimulatedPackage> {
  const signers = (options.signers ?? defaultSigners).map((signer, order) => ({
    ...signer,
    signerId: randomUUID(),
    order,
  }));
  const name = options.name ?? 'Lease of the harbour house';
  const documentOptions = options.documents ?? [
    { name: 'Lease', pages: 2, cac: true },
    { name: 'Inventory', cac: true },
  ];
  return {
    packageId: options.packageId ?? randomUUID(),
    organizationId: randomUUID(),
    memberId: randomUUID(),
    name,
    externalData: options.externalData ?? null,
    documents: await Promise.all(
      documentOptions.map((document, order) => simulatedDocument(document, order, signers)),
    ),
    signers,
    masterFile: await samplePdf({ title: `MasterFile: ${name}`, lines: signers.map(fullName), pages: 3 }),
    options,
    ...createdWhen(options, now),
    executed: false,
  };
}

function createdWhen({ createdAt }: PackageOptions, now: () => Date): Pick<SimulatedPackage, 'createdAt'> {
  return { createdAt: createdAt ?? now() };
}

async function simulatedDocument(
  options: DocumentOptions,
  order: number,
  signers: readonly SimulatedSigner[],
): Promise<SimulatedDocument> {
  const { name = `Document ${order + 1}`, pages = 1, cac = false, externalId = null } = options;
  const signed = signers.map((signer) => `Signed by ${fullName(signer)}`);
  return {
    documentId: randomUUID(),
    fileId: randomUUID(),
    externalId,
    name,
    order,
    cac,
    revisions: newRevisions(signers),
    pdfs: {
      unsigned: await samplePdf({ title: name, lines: ['Nobody has signed this yet.'], pages }),
      executed: await samplePdf({ title: name, lines: signed, pages }),
      ...(cac ? { cac: await samplePdf({ title: `CAC: ${name}`, lines: signed }) } : {}),
    },
  };
}

/** One revision for each signer. */
export function newRevisions(signers: readonly SimulatedSigner[]): readonly SimulatedRevision[] {
  return signers.map(({ signerId }) => ({ revisionId: randomUUID(), signerId }));
}

function fullName({ firstName, lastName }: SimulatedSigner): string {
  return `${firstName} ${lastName}`;
}
