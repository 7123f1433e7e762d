/**
 * Documenso's deliveries.
 *
 * Source: packages/lib/jobs/definitions/internal/execute-webhook.handler.ts of github.com/documenso/documenso at v2.17.0,
 * checked 2026-11-21: `createdAt` is made anew for each attempt, and `webhookEndpoint` is the registered address. A `deliveryId` is
 * proposed (pull requests #3237 and #3263).
 */
import { withoutFields, type JsonObject } from '../../kit/json';
import type { DeliveryFacts } from '../provider';
import { maxWrappings, wrappedBody } from './unwrap-body';

/** The id, the time and the address of a delivery do not count, nor the wrapping of a resend (see `unwrap-body.ts`). */
export const documensoDelivery: DeliveryFacts = {
  authenticities: ['shared-secret'],
  content: (body) => content(body, maxWrappings),
};

function content(body: JsonObject, wrappingsLeft: number): JsonObject {
  const rest = withoutFields(body, 'createdAt', 'webhookEndpoint', 'deliveryId');
  const inner = wrappingsLeft > 0 ? wrappedBody(body) : undefined;
  // A wrapping with more than the provider puts into it counts as it is.
  return inner && Object.keys(rest).length === 2 ? content(inner, wrappingsLeft - 1) : rest;
}
