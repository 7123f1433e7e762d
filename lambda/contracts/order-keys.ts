import { reconciliationPrefix } from './object-keys';

/** A note, as a list of objects has it. */
export interface ListedNote {
  readonly key: string;
  /** The time when it was stored. */
  readonly storedAt: Date;
}

/** The newest order of an envelope, by the keys of its notes. */
export interface StandingOrder {
  readonly envelopeId: string;
  /** How often the envelope was ordered. */
  readonly number: number;
  readonly orderedAt: Date;
  /** Whether its bundle was seen. */
  readonly isClosed: boolean;
}

/** The key of the note of an order. */
export const orderKey = (endpoint: string, envelopeId: string, number: number) =>
  `${ordersPrefix(endpoint, envelopeId)}${number}.json`;

/** The key of the note that the bundle of an order was seen. */
export const closedOrderKey = (endpoint: string, envelopeId: string, number: number) =>
  `${ordersPrefix(endpoint, envelopeId)}${number}-archived.json`;

/** The key prefix of an envelope's notes. */
export const ordersPrefix = (endpoint: string, envelopeId: string) =>
  `${reconciliationPrefix(endpoint)}${envelopeId}/`;

/** The path of an order's note below the endpoint's prefix. */
const notePath = /^([A-Za-z0-9_-]{1,128})\/([1-9]\d{0,3})\.json$/;

/** Reads the newest order of each envelope from a list of keys. Keys of anything else are ignored. */
export function standingOrders(endpoint: string, objects: readonly ListedNote[]): readonly StandingOrder[] {
  const prefix = reconciliationPrefix(endpoint);
  const keys = new Set(objects.map(({ key }) => key));
  const newest = new Map<string, StandingOrder>();
  for (const { key, storedAt: orderedAt } of objects) {
    const [, envelopeId, digits] = notePath.exec(key.slice(prefix.length)) ?? [];
    const number = Number(digits);
    if (envelopeId === undefined || number <= (newest.get(envelopeId)?.number ?? 0)) continue;
    const isClosed = keys.has(closedOrderKey(endpoint, envelopeId, number));
    newest.set(envelopeId, { envelopeId, number, orderedAt, isClosed });
  }
  return [...newest.values()];
}

const dayMs = 24 * 60 * 60 * 1_000;

/** After this number of orders the time between two does not grow: some eleven years. */
const maxDoublings = 12;

/** Returns when an envelope may be ordered again: 2, 4, 8 … days after its newest order. */
export function nextOrderAt({ number, orderedAt }: Pick<StandingOrder, 'number' | 'orderedAt'>): Date {
  return new Date(orderedAt.getTime() + dayMs * 2 ** Math.min(number, maxDoublings));
}
