import { nextOrderAt, ordersPrefix, standingOrders } from '../../lambda/contracts/order-keys';
import type { ObjectVersions } from '../stack/object-versions';
import { storedObjects } from './stored-object';

/** The newest order by which a pass over the provider's list asked for an envelope. */
export interface EnvelopeOrder {
  /** How often the envelope was ordered. */
  readonly number: number;
  /** ISO 8601. */
  readonly orderedAt: string;
  /** Whether a pass has seen the bundle since. */
  readonly hasBundle: boolean;
  /** When a pass may order it again, if there is no bundle by then: ISO 8601. Absent if there is one. */
  readonly nextAt?: string;
}

/** Reads the newest order under one id of an envelope, by the keys of its notes. */
export async function readOrder(
  objects: Pick<ObjectVersions, 'list'>,
  endpoint: string,
  envelopeId: string,
): Promise<EnvelopeOrder | undefined> {
  const { objects: notes } = await storedObjects(objects, ordersPrefix(endpoint, envelopeId));
  const listed = notes.map(({ key, versions: [{ storedAt }] }) => ({ key, storedAt }));
  const [order] = standingOrders(endpoint, listed);
  if (!order) return undefined;
  const { number, orderedAt, isClosed } = order;
  const known = { number, orderedAt: orderedAt.toISOString(), hasBundle: isClosed };
  return isClosed ? known : { ...known, nextAt: nextOrderAt(order).toISOString() };
}
