import { findLeaks, type Place } from '../harness/observe/find-leaks';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { Discrepancy } from './discrepancy';
import type { StormEnvelopes } from './storm-envelopes';
import { forgersMark, guess } from './forge';

const everywhere: readonly Place[] = ['logs', 'events', 'objects', 'queues', 'configuration'];

/** The number of envelopes whose secrets are searched for. A search for all of them takes longer than a storm. */
const envelopesSearched = 12;

/**
 * Searches for secrets where they must not be. Our secrets, tokens and keys, and everything of a forger, must be nowhere.
 * The providers' signing tokens, images and bearer links may only be in records, since they are part of the webhooks.
 */
export async function stormLeaks(
  sample: RunningSample,
  envelopes: Pick<StormEnvelopes, 'secrets'>,
  endpoints: readonly string[],
): Promise<readonly Discrepancy[]> {
  const ours: Record<string, string> = { 'a guess': guess, "a forgery's body": forgersMark };
  for (const endpoint of endpoints) {
    const { proof, simulator } = sample.connected(endpoint);
    ours[`${endpoint}: what proves its webhooks`] = proof;
    ours[`${endpoint}: its API key`] = simulator.apiKey;
  }
  const theirs = await envelopes.secrets(envelopesSearched);
  const leaks = await findLeaks(sample, { ...ours, ...theirs }, everywhere);
  return leaks
    .filter((leak) => Object.keys(ours).some((name) => leak.endsWith(`: ${name}`)) || !isEvidence(leak))
    .map((about) => ({ name: 'leaked', about }));
}

/** Records contain the webhooks as they were sent. */
function isEvidence(leak: string): boolean {
  return leak.startsWith('objects webhooks/');
}
