import { defined } from '../../lambda/kit/defined';
import type { Session } from '../stack/session';
import { CommandFailure } from '../command-failure';
import type { EndpointOutput, ReadOutputs } from '../stack/outputs';
import { secretState } from '../stack/secret-state';
import type { SecretStages, SecretVersioning } from '../stack/secrets';
import { readWholeStack, selectEndpoint, selectPipelines, type StackSelection } from '../stack/stack';
import type { AskSecret } from '../terminal/ask-secret';
import { commandLine } from '../terminal/command-line';
import type { Output } from '../terminal/output';
import { endpointSecret, type EndpointSecret } from './endpoint-secret';
import { newValueProblem } from '../stack/value-problem';

/** The dependencies of `set-secret`. It reads no value of a secret. */
export interface SetSecretDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly versioning: SecretVersioning;
  readonly askSecret: AskSecret;
}

/** The arguments of `set-secret`. */
export interface SetSecretOptions extends StackSelection, Session {
  readonly endpoint: string;
  /** Sets the API key instead of the webhook secret. */
  readonly apiKey: boolean;
  /** Whether a value that is there may be replaced. */
  readonly replace: boolean;
}

/**
 * Asks for a value of a secret, checks its form, and puts it into the secret. Returns the exit code. After a failure at any
 * point it can be run again.
 */
export async function setSecret(options: SetSecretOptions, deps: SetSecretDeps): Promise<0> {
  const { versioning, askSecret, print } = deps;
  const pipelines = await readWholeStack(options.stack, deps.readOutputs);
  const selected = selectEndpoint(selectPipelines(pipelines, options.construct), options.endpoint);
  const secret = endpointSecret(pipelines, selected, options.apiKey);
  const stages = await versioning.stages(secret.secretArn);
  requireReplace(secret, stages, { ...options, ...selected.endpoint });
  const value = await askSecret(`Paste the ${secret.what}, then press Enter. It is not shown.`);
  requireUsable(value, secret);
  await versioning.put(secret.secretArn, value);
  print([
    `The ${secret.what} has ${stages.current === undefined ? 'its' : 'a new'} value, in ${secret.secretArn}.`,
    effect(stages),
    ...sharing(secret),
    ...(await nextSteps(selected.endpoint, options, versioning)),
  ]);
  return 0;
}

/** Refuses to replace a value that nobody wants to replace: the one before it would be refused from then on. */
function requireReplace(
  { what }: EndpointSecret,
  { current, previous }: SecretStages,
  { replace, secretUse, apiKey }: SetSecretOptions & EndpointOutput,
): void {
  if (current === undefined || replace) return;
  const loss =
    previous === undefined
      ? ''
      : ' It was changed before: the value from before that change is then refused at once, if its grace period is not over.';
  const other =
    apiKey || secretUse === 'given-by-provider'
      ? ''
      : ' `rotate` generates a new value, which is better than a value that you choose.';
  throw new CommandFailure(
    `The ${what} has a value already. Nothing was changed. With --replace it gets a new one, and the old value is accepted too for the grace period.${loss}${other}`,
  );
}

function requireUsable(value: string, secret: EndpointSecret): void {
  const problem = newValueProblem(value, secret);
  if (problem === undefined) return;
  throw new CommandFailure(`The value for the ${secret.what} ${problem}. Nothing was changed.`);
}

const effect = ({ current }: SecretStages) =>
  current === undefined
    ? 'Functions that are running use it within five minutes, others at once.'
    : 'Functions that are running use it within five minutes. The old value is accepted too for the grace period (`secretGrace`, a day by default). `revoke` ends that at once.';

const sharing = ({ sharedWith }: EndpointSecret) =>
  sharedWith.length === 0 ? [] : [`These endpoints have the same secret: ${sharedWith.join(', ')}.`];

/** Looks at the endpoint's other secret. Nothing tells whether the address is registered at the provider. */
async function nextSteps(
  { endpoint, apiKeySecretArn, webhookSecretArn }: EndpointOutput,
  { stack, region, profile, construct, apiKey }: SetSecretOptions,
  versioning: SecretVersioning,
): Promise<readonly string[]> {
  const session = defined({ stack, region, profile });
  const last = `When its address is registered too, the endpoint is complete. \`${commandLine('addresses', session)}\` prints the steps.`;
  const other = apiKey ? webhookSecretArn : apiKeySecretArn;
  if (other === undefined) return [last];
  const what = apiKey ? 'webhook secret' : 'API key';
  const command = commandLine('set-secret', { ...session, construct, endpoint, 'api-key': !apiKey });
  const state = await secretState(versioning, other);
  if ('unknown' in state) return [`Whether the ${what} has a value is not known: ${state.unknown}`, last];
  if (state.hasValue) return [`The ${what} of ${endpoint} has a value already.`, last];
  return [`Still missing: the ${what} of ${endpoint}.`, `  ${command}`, last];
}
