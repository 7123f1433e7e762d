import { spoolPrefix } from '../contracts/object-keys';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { PermanentFailure } from '../kit/permanent-failure';
import { endpointDigest, type DeployedEndpoint } from './deployed-endpoints';
import type { PublishDeps } from './publish-deps';

type OriginDeps = Pick<PublishDeps, 'endpoints' | 'deliveries'>;

/**
 * Holds a webhook against what is deployed: its endpoint, provider and proof. The code of a leaked verifier's role could
 * write anything into a message.
 *
 * @throws PermanentFailure if the stack has no such endpoint, or if the provider has no such proof
 */
export function checkDeployed({ endpoints, deliveries }: OriginDeps, webhook: VerifiedWebhook): void {
  findEndpoint(endpoints, webhook);
  if (!deliveries[webhook.provider].authenticities.includes(webhook.authenticity))
    throw new PermanentFailure('authenticity-impossible');
}

/**
 * Checks who sent a message. A verifier's role may send its own endpoint's webhooks, and nothing else. Any other sender
 * passes here: the queue's policy and the account's roles decide who that can be.
 *
 * @param webhook the webhook in the message; `undefined` if it is another message
 * @throws PermanentFailure if a verifier's role sent what is not its own
 */
export function checkSenders(
  { endpoints }: OriginDeps,
  senderIds: readonly string[],
  webhook?: VerifiedWebhook,
): void {
  const own = webhook && findEndpoint(endpoints, webhook).verifierRoleId;
  const others = [...endpoints.values()].filter(({ verifierRoleId }) => verifierRoleId !== own);
  if (others.some(({ verifierRoleId }) => senderIds.includes(verifierRoleId)))
    throw new PermanentFailure('foreign-endpoint');
}

/**
 * Checks where a webhook was in the spool. A verifier's role may write below its own endpoint's name only.
 *
 * @throws PermanentFailure if it was below another endpoint's name
 */
export function checkSpoolKey(key: string, { endpoint }: VerifiedWebhook): void {
  if (!key.startsWith(spoolPrefix(endpoint))) throw new PermanentFailure('foreign-endpoint');
}

/**
 * Returns the endpoint of a webhook.
 *
 * @throws PermanentFailure if the stack has no endpoint of that name and provider
 */
export function findEndpoint(
  endpoints: PublishDeps['endpoints'],
  { endpoint, provider }: Pick<VerifiedWebhook, 'endpoint' | 'provider'>,
): DeployedEndpoint {
  const found = endpoints.get(endpointDigest(endpoint, provider));
  if (!found) throw new PermanentFailure('endpoint-not-deployed');
  return found;
}
