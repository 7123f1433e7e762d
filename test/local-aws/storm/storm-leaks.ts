import { findLeaks, type Place } from '../harness/observe/find-leaks';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { Discrepancy } from './discrepancy';
import type { StormEnvelopes } from './storm-envelopes';
import { forgersMark, guess } from './forge';

const everywhere: readonly Place[] = ['logs', 'events', 'objects', 'queues', 'configuration'];

/** Of how many envelopes the providers' own secrets are looked for: a search for all of them takes longer than a storm. */
const envelopesSearched = 12;

/**
 * Looks for our secrets, tokens and keys and for all that a forger made, which are to be nowhere, and for the providers'
 * signing tokens, images and bearer links, which are to be in what the provider sent and nowhere else: that is in the
 * records, or on its way there.
 */
export async function stormLeaks(
  sample: RunningSample,
  roll: Pick<StormEnvelopes, 'secrets'>,
  endpoints: readonly string[],
): Promise<readonly Discrepancy[]> {
  const ours: Record<string, string> = { 'a guess': guess, "a forgery's body": forgersMark };
  for (const endpoint of endpoints) {
    const { proof, simulator } = sample.connected(endpoint);
    ours[`${endpoint}: what proves its webhooks`] = proof;
    ours[`${endpoint}: its API key`] = simulator.apiKey;
  }
  const theirs = await roll.secrets(envelopesSearched);
  const leaks = await findLeaks(sample, { ...ours, ...theirs }, everywhere);
  return leaks
    .filter((leak) => Object.keys(ours).some((name) => leak.endsWith(`: ${name}`)) || !isEvidence(leak))
    .map((about) => ({ name: 'leaked', about }));
}

/** Where what the provider sent may lie with all that is in it. */
function isEvidence(leak: string): boolean {
  return leak.startsWith('objects webhooks/');
}
