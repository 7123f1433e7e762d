import { CommandFailure } from './command-failure';
import { operatedStack, theEndpoint, type ReadOutputs, type StackSelection } from './operated-stack';
import type { Confirm } from './revoke';
import type { SecretVersioning } from './secret-stages';

/** What the command needs from outside. */
export interface RotateContext {
  readonly readOutputs: ReadOutputs;
  readonly versioning: SecretVersioning;
  readonly generateValue: () => string;
  readonly confirm: Confirm;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** What the command was asked. */
export interface RotateOptions extends StackSelection {
  readonly endpoint: string;
}

/**
 * Gives an endpoint a new token or secret, where it is made here and not by the provider. The one until now counts for the
 * grace period, in which the new one is to be registered. Returns the exit code.
 */
export async function rotate(options: RotateOptions, context: RotateContext): Promise<0 | 1> {
  const { print, warn, confirm, versioning, generateValue } = context;
  const { endpoint } = theEndpoint(await operatedStack(options, context.readOutputs), options.endpoint);
  const { endpoint: name, secretUse, webhookSecretArn } = endpoint;
  if (secretUse === 'given-by-provider') {
    throw new CommandFailure(
      `The webhook secret of "${name}" is given out by its provider: have it give out a new one, and put that into ${webhookSecretArn} (\`addresses\` says how).`,
    );
  }
  const { previous } = await versioning.stages(webhookSecretArn);
  const loss =
    previous === undefined
      ? ''
      : ' It was changed before: if the provider still uses the value before the last change, its webhooks are refused from now on.';
  if (!(await confirm(`The endpoint "${name}" gets a new ${tokenOrSecret(secretUse)}.${loss}`))) {
    warn('Nothing was changed.');
    return 1;
  }
  await versioning.put(webhookSecretArn, generateValue());
  const { stack } = options;
  print(
    `Rotated. Now register what \`npx cdk-esign-webhooks addresses --stack ${stack}\` prints for ${name} at its provider, within \`secretGrace\` (a day by default): the old ${tokenOrSecret(secretUse)} counts as long. Has the old one leaked, then \`revoke --stack ${stack} --endpoint ${name}\` after that.\n`,
  );
  return 0;
}

const tokenOrSecret = (use: 'given-to-provider' | 'in-address') =>
  use === 'in-address' ? 'token in its address' : 'webhook secret';
