import { CommandFailure } from '../command-failure';
import type { ReadOutputs } from '../stack/outputs';
import type { ReadSecret, RenewFunction, SecretVersioning } from '../stack/secrets';
import { readWholeStack, selectEndpoint, selectPipelines, type StackSelection } from '../stack/stack';
import type { Confirm } from '../terminal/confirm';
import type { Output } from '../terminal/output';
import { endpointSecret, type EndpointSecret } from './endpoint-secret';
import { valueProblem } from '../stack/value-problem';

/** The dependencies of `revoke`. */
export interface RevokeDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly readSecret: ReadSecret;
  readonly versioning: SecretVersioning;
  readonly renewFunction: RenewFunction;
  readonly confirm: Confirm;
}

/** The arguments of `revoke`. */
export interface RevokeOptions extends StackSelection {
  readonly endpoint: string;
  /** Revokes the API key instead of the webhook secret. */
  readonly apiKey: boolean;
}

/**
 * Ends the grace period of a replaced secret now, also in functions that have cached its previous value. Returns the exit
 * code. After a failure at any point it can be run again.
 */
export async function revoke(options: RevokeOptions, deps: RevokeDeps): Promise<0 | 1> {
  const { print, warn, confirm, versioning, renewFunction } = deps;
  const pipelines = await readWholeStack(options.stack, deps.readOutputs);
  const selected = selectEndpoint(selectPipelines(pipelines, options.construct), options.endpoint);
  const secret = endpointSecret(pipelines, selected, options.apiKey);
  await requireCurrentValue(secret, deps.readSecret);
  const { previous } = await versioning.stages(secret.secretArn);
  if (previous === undefined) {
    warn(
      `The ${secret.what} has no previous value. If its current value has leaked, this command alone does not help: first put in a new value (docs/runbook.md, "A webhook secret has leaked").`,
    );
  }
  const question = `From now on the previous value of the ${secret.what} is refused, even if the provider still uses it. Is the current value registered at the provider?`;
  if (!(await confirm(question))) {
    warn('Nothing was changed.');
    return 1;
  }
  // In this order: the new instances must not be able to cache the previous value.
  if (previous !== undefined) await dropPrevious(secret, previous, versioning);
  for (const name of secret.functions) {
    warn(`Starting new instances of ${name}, without cached values …`);
    await renewFunction(name);
  }
  print([`Revoked: only the current value of the ${secret.what} is accepted now.${advice(options.apiKey)}`]);
  return 0;
}

/** Checks that there is a current value that verifiers accept. */
async function requireCurrentValue(
  { what, secretArn, form }: EndpointSecret,
  readSecret: ReadSecret,
): Promise<void> {
  const reading = await readSecret(secretArn);
  const problem = 'problem' in reading ? reading.problem : valueProblem(reading.value, form);
  if (problem === undefined) return;
  throw new CommandFailure(
    `The ${what} has no usable current value: ${secretArn} ${problem}. Nothing was changed. Put in a value first: without it, no value would be accepted.`,
  );
}

async function dropPrevious(
  { secretArn, what }: EndpointSecret,
  versionId: string,
  versioning: SecretVersioning,
): Promise<void> {
  await versioning.dropPrevious(secretArn, versionId);
  const { previous } = await versioning.stages(secretArn);
  if (previous === undefined) return;
  throw new CommandFailure(
    `Somebody changed the ${what} at the same time, so it has a previous value again. Run this again.`,
  );
}

function advice(apiKey: boolean): string {
  return apiKey
    ? ' A download in progress may still use the previous key: revoke that key at the provider too.'
    : '';
}
