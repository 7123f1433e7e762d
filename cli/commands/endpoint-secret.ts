import { CommandFailure } from '../command-failure';
import { acceptedApiKey, acceptedWebhookSecret, type AcceptedValue } from '../stack/accepted-value';
import type { EndpointOutput } from '../stack/outputs';
import { isSameSecret } from '../stack/secrets';
import type { Pipeline, SelectedEndpoint } from '../stack/stack';

/** A secret of an endpoint, for a command that changes it. */
export interface EndpointSecret extends AcceptedValue {
  /** The secret in words: completes "the …". */
  readonly what: string;
  readonly secretArn: string;
  /** The functions that may have cached the secret. */
  readonly functions: readonly string[];
  /** The names of the other endpoints with the same secret, which the user created. */
  readonly sharedWith: readonly string[];
}

/**
 * Finds a secret of an endpoint, and the functions that read it. Throws `CommandFailure`.
 *
 * @param pipelines all of the stack: endpoints of several may share a secret that the user created
 */
export function endpointSecret(
  pipelines: readonly Pipeline[],
  { endpoint }: SelectedEndpoint,
  apiKey: boolean,
): EndpointSecret {
  if (apiKey) return apiKeyOf(endpoint, pipelines);
  return webhookSecretOf(
    endpoint,
    pipelines.flatMap(({ endpoints }) => endpoints),
  );
}

function apiKeyOf(endpoint: EndpointOutput, pipelines: readonly Pipeline[]): EndpointSecret {
  const { apiKeySecretArn: secretArn } = endpoint;
  const isUser = ({ apiKeySecretArn: own }: EndpointOutput) =>
    own !== undefined && secretArn !== undefined && isSameSecret(own, secretArn);
  const users = pipelines.flatMap(({ endpoints }) => endpoints.filter(isUser));
  const functions = pipelines.flatMap((pipeline) => apiKeyReaders(pipeline, isUser));
  if (!secretArn || functions.length === 0) {
    throw new CommandFailure(`The endpoint "${endpoint.endpoint}" does not archive: it has no API key.`);
  }
  return {
    what: `API key of ${endpoint.endpoint}`,
    secretArn,
    ...acceptedApiKey,
    functions,
    sharedWith: othersThan(endpoint, users),
  };
}

/** The functions that have cached the key: an archiver for each endpoint, and the reconciler, which all endpoints share. */
function apiKeyReaders(
  { endpoints, reconcilerFunction }: Pipeline,
  isUser: (endpoint: EndpointOutput) => boolean,
): readonly string[] {
  const users = endpoints.filter(isUser);
  const archivers = users.flatMap(({ archiverFunction }) => archiverFunction ?? []);
  const isReconciled = users.some(({ reconciles }) => reconciles);
  return [...archivers, ...(isReconciled && reconcilerFunction ? [reconcilerFunction] : [])];
}

function webhookSecretOf(endpoint: EndpointOutput, all: readonly EndpointOutput[]): EndpointSecret {
  const { webhookSecretArn: secretArn } = endpoint;
  const users = all.filter(({ webhookSecretArn }) => isSameSecret(webhookSecretArn, secretArn));
  return {
    what: `webhook secret of ${endpoint.endpoint}`,
    secretArn,
    ...acceptedWebhookSecret(endpoint.secretUse),
    functions: users.flatMap(({ verifierFunction }) => verifierFunction ?? []),
    sharedWith: othersThan(endpoint, users),
  };
}

const othersThan = (endpoint: EndpointOutput, users: readonly EndpointOutput[]) =>
  users.filter((other) => other !== endpoint).map((other) => other.endpoint);
