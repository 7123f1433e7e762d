/**
 * iinked Sign's deliveries.
 *
 * Source: Webhooks guide v4 ("Verify webhooks" says SHA-256, its example has SHA-1), checked 2026-11-21.
 */
import type { DeliveryFacts } from '../provider';

/** Every documented field is of the event. Whether iinked Sign sends anything twice is not documented. */
export const iinkedSignDelivery: DeliveryFacts = {
  authenticities: ['hmac-sha256', 'hmac-sha1'],
  content: (body) => body,
};
