/**
 * Sign.Plus's deliveries.
 *
 * Source: https://apidoc.sign.plus/guides/get-notified-using-webhooks, checked 2026-11-21.
 */
import { isObject, withoutFields } from '../../kit/json';
import type { DeliveryFacts } from '../provider';

/**
 * `hook.id`, `hook.target` and `data.id` name the registration, and not the event: one address may be registered twice.
 * The page does not say whether a retry has the same `hook.id`; those of its sibling Fax.Plus have not.
 */
export const signPlusDelivery: DeliveryFacts = {
  authenticities: ['url-token'],
  content: (body) => ({
    ...body,
    hook: withoutNames(body.hook, 'id', 'target'),
    data: withoutNames(body.data, 'id'),
  }),
};

function withoutNames(part: unknown, ...names: readonly string[]): unknown {
  return isObject(part) ? withoutFields(part, ...names) : part;
}
