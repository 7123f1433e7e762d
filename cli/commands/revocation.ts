import { anySecretForm, plainSecretForm, type SecretForm } from '../../lambda/kit/secret-form';
import { CommandFailure } from '../command-failure';
import { isSameSecret } from '../stack/secrets';
import type { Pipeline, SelectedEndpoint } from '../stack/stack';

/** A secret whose previous value is revoked. */
export interface Revocation {
  /** The secret in words: completes "the …". */
  readonly what: string;
  readonly secretArn: string;
  /** The form of a value that is accepted. */
  readonly form: SecretForm;
  /** The functions that may have cached the secret. */
  readonly functions: readonly string[];
}

/**
 * Finds the secret of an endpoint and the functions that read it. Throws `CommandFailure`.
 *
 * @param pipelines all of the stack: endpoints of several may share a secret that the user created
 */
export function revocation(
  pipelines: readonly Pipeline[],
  { endpoint }: SelectedEndpoint,
  apiKey: boolean,
): Revocation {
  if (apiKey) {
    const { apiKeySecretArn: secretArn } = endpoint;
    const functions = secretArn === undefined ? [] : archiversWith(pipelines, secretArn);
    if (!secretArn || functions.length === 0) {
      throw new CommandFailure(`The endpoint "${endpoint.endpoint}" does not archive: it has no API key.`);
    }
    return { what: `API key of ${endpoint.endpoint}`, secretArn, form: anySecretForm, functions };
  }
  const { webhookSecretArn: secretArn } = endpoint;
  return {
    what: `webhook secret of ${endpoint.endpoint}`,
    secretArn,
    form: endpoint.secretUse === 'given-by-provider' ? anySecretForm : plainSecretForm,
    functions: verifiersWith(pipelines, secretArn),
  };
}

function archiversWith(pipelines: readonly Pipeline[], secretArn: string): readonly string[] {
  return pipelines
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ apiKeySecretArn: own }) => own !== undefined && isSameSecret(own, secretArn))
    .flatMap(({ archiverFunction }) => archiverFunction ?? []);
}

function verifiersWith(pipelines: readonly Pipeline[], secretArn: string): readonly string[] {
  return pipelines
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ webhookSecretArn }) => isSameSecret(webhookSecretArn, secretArn))
    .flatMap(({ verifierFunction }) => verifierFunction ?? []);
}
