import { randomInt } from 'node:crypto';
import type { Session } from '../stack/session';
import { CommandFailure } from '../command-failure';
import type { ReadOutputs } from '../stack/outputs';
import type { SecretVersioning } from '../stack/secrets';
import { readWholeStack, selectEndpoint, selectPipelines, type StackSelection } from '../stack/stack';
import { commandLine } from '../terminal/command-line';
import type { Confirm } from '../terminal/confirm';
import type { Output } from '../terminal/output';
import { endpointSecret } from './endpoint-secret';

/** The dependencies of `rotate`. */
export interface RotateDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly versioning: SecretVersioning;
  readonly generateValue: () => string;
  readonly confirm: Confirm;
}

/** The arguments of `rotate`. */
export interface RotateOptions extends StackSelection, Session {
  readonly endpoint: string;
}

/**
 * Generates a new token or webhook secret for an endpoint whose provider does not generate it. The old value is accepted
 * for the grace period, in which the new one has to be registered. Returns the exit code.
 */
export async function rotate(options: RotateOptions, deps: RotateDeps): Promise<0 | 1> {
  const { print, warn, confirm, versioning, generateValue } = deps;
  const pipelines = await readWholeStack(options.stack, deps.readOutputs);
  const selected = selectEndpoint(selectPipelines(pipelines, options.construct), options.endpoint);
  const { endpoint: name, secretUse, webhookSecretArn } = selected.endpoint;
  const { stack, region, profile, construct } = options;
  const session = { stack, region, profile };
  const ofEndpoint = { ...session, construct, endpoint: name };
  if (secretUse === 'given-by-provider') {
    throw new CommandFailure(
      `The provider of "${name}" generates its webhook secret: generate a new secret there, and put it in with \`${commandLine('set-secret', { ...ofEndpoint, replace: true })}\`.`,
    );
  }
  const { previous } = await versioning.stages(webhookSecretArn);
  const { sharedWith: others } = endpointSecret(pipelines, selected, false);
  const what = secretUse === 'in-address' ? 'token in its address' : 'webhook secret';
  const question = `The endpoint "${name}" gets a new ${what}.${sharing(others)}${loss(previous)} Go on?`;
  if (!(await confirm(question))) {
    warn('Nothing was changed.');
    return 1;
  }
  await versioning.put(webhookSecretArn, generateValue());
  print([
    [
      `Rotated. Register what \`${commandLine('addresses', session)}\` prints for ${[name, ...others].join(' and ')} at the provider.`,
      `Do it within the grace period (\`secretGrace\`, a day by default): until its end the old ${what} is accepted too.`,
      `If the old one has leaked, run \`${commandLine('revoke', ofEndpoint)}\` after you have registered the new one.`,
    ].join(' '),
  ]);
  return 0;
}

function sharing(others: readonly string[]): string {
  if (others.length === 0) return '';
  const [has, it, gets] = others.length === 1 ? ['has', 'it', 'gets'] : ['have', 'they', 'get'];
  return ` "${others.join('", "')}" ${has} the same secret, so ${it} ${gets} the new one too.`;
}

const loss = (previous: string | undefined) =>
  previous === undefined
    ? ''
    : ' The secret was changed before. If the provider still uses the value from before that change, its webhooks are refused from now on.';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The length of the secrets that the construct lets Secrets Manager generate. */
const length = 44;

/** Generates a secret in the form of the deployment: letters and digits, which need no escaping in an address. */
export function generatedValue(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
