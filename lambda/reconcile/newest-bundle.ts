import { allObjects } from '../aws/list-objects';
import { bundlesPrefix } from '../contracts/object-keys';
import type { ReconcileDeps } from './reconcile-deps';

const manifestPath = /^[0-9a-f]+\/manifest\.json$/;

/** Returns when the newest bundle of an envelope was finished; `undefined` if it has none. */
export async function newestBundle(
  { list }: Pick<ReconcileDeps, 'list'>,
  endpoint: string,
  envelopeIds: readonly string[],
): Promise<Date | undefined> {
  let newest: Date | undefined;
  for (const envelopeId of envelopeIds) {
    const prefix = bundlesPrefix(endpoint, envelopeId);
    for await (const { key, storedAt } of allObjects(list, prefix)) {
      if (manifestPath.test(key.slice(prefix.length)) && !(newest && newest >= storedAt)) newest = storedAt;
    }
    if (newest) return newest;
  }
  return newest;
}
