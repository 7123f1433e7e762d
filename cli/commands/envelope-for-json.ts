import { defined } from '../../lambda/kit/defined';
import type { StoredBundle } from '../envelope/bundles';
import type { EnvelopeAtEndpoint } from '../envelope/envelope-at-endpoint';
import { standing } from '../envelope/standing';

/** The name of the dead letters in the JSON output. */
const deadField = 'deadLetters';

/** What is printed of an envelope as JSON. Scripts rely on its names. */
export function envelopeForJson(envelope: EnvelopeAtEndpoint): object {
  const { endpoint, provider, ids, events, bundles, order, waitingJob, deadLetters: dead } = envelope;
  return defined({
    endpoint,
    provider,
    ids,
    standing: standing(envelope),
    events,
    bundles: bundles.map(bundleForJson),
    order,
    waitingJob,
    [deadField]: dead,
  });
}

/** Leaves out the bytes and the versions. */
function bundleForJson({ objects, list, ...rest }: StoredBundle): object {
  return defined({
    ...rest,
    objectCount: objects.length,
    list: list && { name: list.name, key: list.key, sha256: list.sha256, ...list.content },
  });
}
