import { agedList } from '../faults/aged-list';
import { reportHarnessChange } from '../harness/change/harness-change';
import type { CallHandler } from '../faults/start-fault-layer';

/** Longer than the two days for which the first order of an envelope stands. */
const ageSeconds = 3 * 24 * 60 * 60;

const planted = new Set<string>();

/** Makes the note of an order look three days old from now on. A test cannot wait for that. */
export function ageOrder(key: string): void {
  reportHarnessChange(`the order ${key} looks three days old`);
  planted.add(key);
}

/** Changes the lists that have orders which must look old. */
export function agedOrders(forward: CallHandler): CallHandler {
  return agedList((key) => planted.has(key), ageSeconds)(forward);
}
