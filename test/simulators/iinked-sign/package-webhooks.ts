import { randomUUID } from 'node:crypto';
import type { SimulatedDocument, SimulatedPackage } from './simulated-package';

/** A webhook's body before it is written as JSON: the fields in the order of the provider's page. */
export type Webhook = { readonly action: string; readonly eventId: string } & Readonly<
  Record<string, unknown>
>;

/**
 * Makes all webhooks of a package in the order in which they are sent: added, each document signed by each
 * signer, each document executed, the package executed. They are made once; sent again, they are redeliveries.
 * Source: Webhooks guide v4, checked 2026-11-21.
 */
export function packageWebhooks(one: SimulatedPackage, now: () => Date): readonly Webhook[] {
  const time = clockOfSevenDigits(now);
  const { createdAt } = one.options;
  return [
    packageWebhook('package_add', one, createdAt ? sevenDigits(createdAt, 1327) : time()),
    ...one.signers.flatMap((_, index) =>
      one.documents.map((document) => documentSigned(one, document, index, time())),
    ),
    ...one.documents.map((document) => documentExecuted(one, document, time())),
    packageWebhook('package_executed', one, time()),
  ];
}

function packageWebhook(action: string, one: SimulatedPackage, eventTime: string): Webhook {
  const { packageId, externalData } = one;
  return { action, packageId, externalData, eventId: randomUUID(), ...ownerOf(one), eventTime };
}

function documentSigned(
  one: SimulatedPackage,
  document: SimulatedDocument,
  signer: number,
  eventTime: string,
): Webhook {
  return {
    action: 'document_signed',
    packageId: one.packageId,
    documentId: document.documentId,
    revisionId: document.revisions[signer]?.revisionId,
    signerId: one.signers[signer]?.signerId,
    nextSignerId: one.signers[signer + 1]?.signerId ?? null,
    externalId: document.externalId,
    eventId: randomUUID(),
    ...ownerOf(one),
    eventTime,
  };
}

/** Makes the only webhook without an owner. */
function documentExecuted(one: SimulatedPackage, document: SimulatedDocument, eventTime: string): Webhook {
  return {
    action: 'document_executed',
    packageId: one.packageId,
    documentId: document.documentId,
    externalId: document.externalId,
    eventId: randomUUID(),
    eventTime,
  };
}

function ownerOf(one: SimulatedPackage) {
  return { eventOwnerOrganizationId: one.organizationId, eventOwnerMemberId: one.memberId };
}

/** The provider's times have seven digits of a second. The last ones are never zero here: they must not be rounded. */
function clockOfSevenDigits(now: () => Date): () => string {
  let ticks = 0;
  return () => sevenDigits(now(), 1327 + ticks++);
}

function sevenDigits(time: Date, ticks: number): string {
  return time.toISOString().replace('Z', `${String(ticks).padStart(4, '0')}Z`);
}

/** Gives the webhooks about an execution its time. Their event ids stay. */
export function executedAt(webhooks: readonly Webhook[], time: Date): readonly Webhook[] {
  const eventTime = sevenDigits(time, 4327);
  return webhooks.map((webhook) =>
    webhook.action.endsWith('_executed') ? { ...webhook, eventTime } : webhook,
  );
}

/** The time of the execution that the webhooks name. */
export function timeExecuted(webhooks: readonly Webhook[]): string {
  return String(webhooks.find(({ action }) => action === 'package_executed')?.['eventTime']);
}
