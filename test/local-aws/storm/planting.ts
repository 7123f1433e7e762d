/** Plants faults into the balanced account, and names what the account reports. */
import { account } from './account';
import { ledger } from './balanced-account';
import type { Observation } from './observation';

/** Makes an observation with a fault of the intact one. */
export type Planting = (intact: Observation) => Observation;

/** Leaves out the items whose key or id has this name. */
export const without = <Item extends { readonly key?: string; readonly id?: string }>(
  items: readonly Item[],
  name: string,
) => items.filter(({ key = '', id = '' }) => !`${key} ${id}`.includes(name));

/** Returns the names of the discrepancies. */
export const names = (planted: Observation, settled = true, sent = ledger) =>
  account(sent, planted, { settled }).map(({ name }) => name);
