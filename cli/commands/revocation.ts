import { CommandFailure } from '../command-failure';
import { shortestSecret } from './endpoint-address';
import type { SelectedEndpoint, Pipeline } from '../stack/stack';

/** What is to be revoked, and who may have cached it. */
export interface Revocation {
  /** Completes "the previous value of the …". */
  readonly what: string;
  readonly secretArn: string;
  /** A shorter value counts for nothing. */
  readonly minimumLength: number;
  readonly functions: readonly string[];
}

/**
 * Finds the secret of an endpoint and the functions that read it. Throws `CommandFailure`.
 *
 * @param pipelines all of the stack: a secret that the user brought may serve endpoints of several
 */
export function revocation(
  pipelines: readonly Pipeline[],
  { endpoint }: SelectedEndpoint,
  apiKey: boolean,
): Revocation {
  if (apiKey) {
    const { apiKeySecretArn: secretArn } = endpoint;
    const functions = secretArn === undefined ? [] : archiversOf(pipelines, secretArn);
    if (!secretArn || functions.length === 0) {
      throw new CommandFailure(`The endpoint "${endpoint.endpoint}" does not archive: it has no API key.`);
    }
    return {
      what: `API key of ${endpoint.endpoint}`,
      secretArn,
      minimumLength: 1,
      functions,
    };
  }
  const { webhookSecretArn: secretArn } = endpoint;
  return {
    what: `webhook secret of ${endpoint.endpoint}`,
    secretArn,
    minimumLength: endpoint.secretUse === 'given-by-provider' ? 1 : shortestSecret,
    functions: verifiersOf(pipelines, secretArn),
  };
}

function archiversOf(pipelines: readonly Pipeline[], secretArn: string): readonly string[] {
  return pipelines
    .filter(({ endpoints }) => endpoints.some(({ apiKeySecretArn }) => apiKeySecretArn === secretArn))
    .flatMap(({ archiverFunction }) => archiverFunction ?? []);
}

function verifiersOf(pipelines: readonly Pipeline[], secretArn: string): readonly string[] {
  return pipelines
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ webhookSecretArn }) => webhookSecretArn === secretArn)
    .flatMap(({ verifierFunction }) => verifierFunction ?? []);
}
