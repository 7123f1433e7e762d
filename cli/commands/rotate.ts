import { CommandFailure } from '../command-failure';
import {
  selectPipelines,
  selectEndpoint,
  readWholeStack,
  type Pipeline,
  type ReadOutputs,
  type StackSelection,
} from '../stack/stack';
import type { Confirm } from './revoke';
import type { SecretVersioning } from '../stack/secret-stages';

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
  const pipelines = await readWholeStack(options.stack, context.readOutputs);
  const { endpoint } = selectEndpoint(selectPipelines(pipelines, options.construct), options.endpoint);
  const { endpoint: name, secretUse, webhookSecretArn } = endpoint;
  if (secretUse === 'given-by-provider') {
    throw new CommandFailure(
      `The webhook secret of "${name}" is given out by its provider: have it give out a new one, and put that into ${webhookSecretArn} (\`addresses\` says how).`,
    );
  }
  const { previous } = await versioning.stages(webhookSecretArn);
  const others = othersWith(webhookSecretArn, pipelines, endpoint);
  const question = `The endpoint "${name}" gets a new ${tokenOrSecret(secretUse)}.${sharing(others)}${loss(previous)}`;
  if (!(await confirm(question))) {
    warn('Nothing was changed.');
    return 1;
  }
  await versioning.put(webhookSecretArn, generateValue());
  const { stack } = options;
  print(
    `Rotated. Now register what \`npx cdk-esign-webhooks addresses --stack ${stack}\` prints for ${[name, ...others].join(' and ')} at ${others.length > 0 ? 'their providers' : 'its provider'}, within \`secretGrace\` (a day by default): the old ${tokenOrSecret(secretUse)} counts as long. Has the old one leaked, then \`revoke --stack ${stack} --endpoint ${name}\` after that.\n`,
  );
  return 0;
}

/** A secret that the user brought may serve several endpoints: all have to be registered anew. */
function othersWith(
  secretArn: string,
  pipelines: readonly Pipeline[],
  endpoint: Pipeline['endpoints'][number],
): readonly string[] {
  return pipelines
    .flatMap(({ endpoints }) => endpoints)
    .filter((other) => other !== endpoint && other.webhookSecretArn === secretArn)
    .map((other) => other.endpoint);
}

function sharing(others: readonly string[]): string {
  if (others.length === 0) return '';
  const [does, has] = others.length === 1 ? ['does', 'has'] : ['do', 'have'];
  return ` So ${does} "${others.join('", "')}", which ${has} the same secret.`;
}

const loss = (previous: string | undefined) =>
  previous === undefined
    ? ''
    : ' It was changed before: if the provider still uses the value before the last change, its webhooks are refused from now on.';

const tokenOrSecret = (use: 'given-to-provider' | 'in-address') =>
  use === 'in-address' ? 'token in its address' : 'webhook secret';
