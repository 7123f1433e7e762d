import type { SimulatedDocument, SimulatedPackage } from './simulated-package';

/** The answer of `GET /packages/{packageId}/status`. Source: Packages status API v4, checked 2026-11-21. */
export function packageStatus(one: SimulatedPackage) {
  return {
    packageId: one.packageId,
    organizationId: one.organizationId,
    memberId: one.memberId,
    name: one.name,
    timeSignBy: null,
    type: 'Sequential',
    state: stateOf(one),
    externalData: one.externalData,
    isExecuted: one.executed,
    documents: one.documents.map((document) => documentStatus(one, document)),
    signers: one.signers.map((signer) => ({
      ...signer,
      mobileNumber: null,
      links: linksOf(one, signer.signerId),
    })),
  };
}

/** One item of the answer of `POST /packages/list`. */
export function packageListItem(one: SimulatedPackage) {
  const timeExecuted = one.executed ? (one.timeExecuted ?? null) : null;
  return {
    ...packageStatus(one),
    timeExecuted,
    documents: one.documents.map(({ documentId, externalId }) => ({
      documentId,
      externalId,
      isExecuted: one.executed,
      timeExecuted,
    })),
    signers: one.signers,
  };
}

function stateOf(one: SimulatedPackage): string {
  return one.executed && !one.options.statesBeforeVersion4 ? 'executed' : 'open';
}

function documentStatus(one: SimulatedPackage, document: SimulatedDocument) {
  return {
    documentId: document.documentId,
    fileId: document.fileId,
    externalId: document.externalId,
    name: document.name,
    fileName: `${document.name}.pdf`,
    order: document.order,
    isExecuted: one.executed,
    ...(one.options.cacInStatus ? { cac: document.cac } : {}),
    revisions: document.revisions.map((revision, index) => ({
      ...revision,
      isNext: !one.executed && index === 0,
      isSigned: one.executed,
      ...(one.options.generateSignerLinks ? { link: bearerLink(revision.revisionId) } : {}),
    })),
  };
}

function linksOf(one: SimulatedPackage, signerId: string): readonly string[] {
  return one.options.generateSignerLinks ? [bearerLink(signerId)] : [];
}

/** Lists every link in the status of a package. */
export function bearerLinksOf({ documents, signers, options }: SimulatedPackage): readonly string[] {
  if (!options.generateSignerLinks) return [];
  const revisions = documents.flatMap((document) => document.revisions.map(({ revisionId }) => revisionId));
  return [...revisions, ...signers.map(({ signerId }) => signerId)].map(bearerLink);
}

/** The owner of such a link can sign. It must not be in any log, event or archive. */
function bearerLink(id: string): string {
  return `https://sign.example.com/s/BEARER-${id}`;
}
