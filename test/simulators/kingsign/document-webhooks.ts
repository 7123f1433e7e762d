import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { SimulatedWebhook } from '../kit/provider-simulator';
import { newId, type SimulatedDocument, type SimulatedField } from './simulated-document';

/** The clock of webhooks. It never returns the same time twice. */
export type Clock = () => Date;

/**
 * Makes all webhooks of a document. Each contact signs all fields at once, which sends a webhook for each field. The first
 * shows one signed field, the others show all. At the end comes the completion, twice by design.
 *
 * Source: src/services/document-fields/document-fields.service.ts and …/documents/documents.hooks.ts of
 * github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked 2026-11-21.
 */
export function documentWebhooks(one: SimulatedDocument, now: Clock): readonly SimulatedWebhook[] {
  const integrations = { 'document.updated': newId(), 'document.completed': newId() };
  const webhook = (
    event: keyof typeof integrations,
    type: SigningEventType,
    state: Pick<WebhookState, 'signed' | 'status'>,
  ): SimulatedWebhook => ({
    event,
    type,
    body: () => webhookBody(one, { ...state, event, webhookId: integrations[event] }, now),
  });
  const completed = webhook('document.completed', 'envelope.completed', {
    signed: one.fields,
    status: 'signed',
  });
  return [
    ...one.contactIds.flatMap((contactId, index) => {
      const before = one.fields.filter((field) => one.contactIds.indexOf(field.contactId) < index);
      const own = one.fields.filter((field) => field.contactId === contactId);
      const shows = (count: number) => ({
        signed: [...before, ...own.slice(0, count)],
        status: 'pending' as const,
      });
      const signed = webhook('document.updated', 'recipient.signed', shows(own.length));
      const all = { ...signed, recipient: { id: contactId } };
      return own.map((_, order): SimulatedWebhook => {
        if (order === 0) return webhook('document.updated', 'envelope.updated', shows(1));
        return order === 1 ? all : { ...all, repeats: true };
      });
    }),
    completed,
    { ...completed, repeats: true },
  ];
}

interface WebhookState {
  readonly event: string;
  readonly webhookId: string;
  readonly signed: readonly SimulatedField[];
  readonly status: string;
}

/** Makes the fields in the order of the provider's page, and the two other columns of a row. */
function webhookBody(
  one: SimulatedDocument,
  { event, webhookId, signed, status }: WebhookState,
  now: Clock,
): string {
  const { _id, title, workspaceId, templateId, fileId, createdAt } = one;
  const document = {
    _id,
    title,
    status,
    note: 'Please review and sign this agreement',
    workspaceId,
    templateId,
    fileId,
    createdAt,
    // It changes with every change of the document, so the two completions may differ here.
    updatedAt: now().toISOString(),
    documentFields: one.fields.map((field) => fieldRow(one, field, signed.includes(field))),
  };
  return JSON.stringify({ type: event, document, timestamp: now().toISOString(), webhookId });
}

function fieldRow(one: SimulatedDocument, field: SimulatedField, isSigned: boolean) {
  const { _id, fieldId, contactId, webhookValue, signedAt } = field;
  return {
    _id,
    documentId: one._id,
    fieldId,
    contactId,
    value: isSigned ? webhookValue : null,
    isSigned,
    createdAt: one.createdAt,
    updatedAt: isSigned ? signedAt : one.createdAt,
    fileId: one.fileId,
    __v: 0,
  };
}
