import { bundlesPrefix } from '../../lambda/contracts/object-keys';
import type { ObjectVersions } from '../stack/object-versions';

const manifestPath = /^[0-9a-f]+\/manifest\.json$/;

/** Whether the archive has a whole bundle of an envelope, by the keys only. Throws `CommandFailure`. */
export async function hasBundle(
  { list }: Pick<ObjectVersions, 'list'>,
  endpoint: string,
  envelopeId: string,
): Promise<boolean> {
  const prefix = bundlesPrefix(endpoint, envelopeId);
  for await (const { key, isDeletion } of list(prefix)) {
    if (!isDeletion && manifestPath.test(key.slice(prefix.length))) return true;
  }
  return false;
}
