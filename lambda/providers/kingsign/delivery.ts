/**
 * Kingsign's deliveries.
 *
 * Source: src/utils/webhook-notifications.ts, src/services/documents/documents.hooks.ts and
 * src/services/document-fields/document-fields.service.ts of github.com/kingsland-innovation-center/kingsign-api
 * (2025-10-29), checked 2026-11-21.
 */
import { canonicalJson } from '../../kit/canonical-json';
import { isObject, withoutFields, type JsonObject } from '../../kit/json';
import type { DeliveryFacts } from '../provider';

/**
 * `timestamp` is the time of sending, and `webhookId` the integration. A completion is sent for the status `signed`, again
 * from the sign route, and again for `completed`: so these states are equal, and `document.updatedAt` does not count. The
 * fields of a document have no order.
 */
export const kingsignDelivery: DeliveryFacts = {
  authenticities: ['url-token'],
  content(body) {
    const { document, type } = body;
    const event = withoutFields(body, 'timestamp', 'webhookId');
    return isObject(document) ? { ...event, document: documentState(document, type) } : event;
  },
};

const finalStates = ['signed', 'completed'] as const;

function documentState(document: JsonObject, type: unknown): JsonObject {
  const { status, documentFields } = document;
  const isFinal = type === 'document.completed' && finalStates.some((final) => final === status);
  return {
    ...withoutFields(document, 'updatedAt'),
    status: isFinal ? finalStates : status,
    documentFields: inOrder(documentFields),
  };
}

function inOrder(fields: unknown): unknown {
  if (!Array.isArray(fields)) return fields;
  return fields
    .map((field: unknown) => [canonicalJson(field) ?? '', field] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, field]) => field);
}
