import { CommandFailure } from '../command-failure';
import { endpointRegistration } from '../registration/endpoint-registration';
import { registerListed, type ListedResult } from '../registration/register-listed';
import type { RegistryDeps } from '../registration/open-registry';
import type { ListedRegistration } from '../../lambda/providers/webhook-registry';
import type { EndpointOutput } from '../stack/outputs';
import type { PostNothing } from '../stack/post-nothing';
import { readWholeStack, selectEndpoint, selectPipelines } from '../stack/stack';
import { commandLine, type CommandOptions } from '../terminal/command-line';
import { endpointSecret } from './endpoint-secret';
import { formatListed, readableWarning } from './format-registration';
import type { RotateDeps, RotateOptions } from './rotate';

/** The dependencies of `rotate --register`. */
export interface RotateRegisteredDeps extends RotateDeps, RegistryDeps {
  readonly postNothing: PostNothing;
}

/**
 * Generates a new token and registers it at the provider, before the old one ends. Returns the exit code.
 *
 * It first registers the current token: so the token that the provider uses is the one that stays valid for the grace period, also if an
 * earlier rotation was never registered. It can end at any point: `register` completes it, and so does another run of this.
 */
export async function rotateRegistered(options: RotateOptions, deps: RotateRegisteredDeps): Promise<0 | 1> {
  const { print, warn, confirm, versioning, generateValue } = deps;
  const pipelines = await readWholeStack(options.stack, deps.readOutputs);
  const selected = selectEndpoint(selectPipelines(pipelines, options.construct), options.endpoint);
  const { endpoint } = selected;
  const registration = listedRegistration(endpoint);
  requireUnshared(endpoint.endpoint, endpointSecret(pipelines, selected, false).sharedWith);
  const question = `The endpoint "${endpoint.endpoint}" gets a new token in its address, which is registered at the provider in place of the old one. Go on?`;
  if (!(await confirm(question))) {
    warn('Nothing was changed.');
    return 1;
  }
  await registerListed(registration, endpoint, { ...deps, dryRun: false });
  const token = generateValue();
  await versioning.put(endpoint.webhookSecretArn, token);
  const { stack, region, profile, construct } = options;
  const ofEndpoint = { stack, region, profile, construct, endpoint: endpoint.endpoint };
  const result = await registerListed(registration, endpoint, { ...deps, dryRun: false, token }).catch(
    (error: unknown) => halfDone(error, ofEndpoint),
  );
  if (result.readableByAnybody) warn(readableWarning);
  print(rotated(endpoint, result, ofEndpoint));
  return 0;
}

function listedRegistration(endpoint: EndpointOutput): ListedRegistration {
  const registration = endpointRegistration(endpoint);
  if (registration.kind === 'listed') return registration;
  throw new CommandFailure(
    `--register works where the provider's API lists its webhooks. That of "${endpoint.endpoint}" does not. Nothing was changed.`,
  );
}

function requireUnshared(name: string, others: readonly string[]): void {
  if (others.length === 0) return;
  throw new CommandFailure(
    `"${name}" has the same secret as ${others.join(', ')}, so their addresses change too. Nothing was changed. Rotate without --register, then run \`register\` for each of them.`,
  );
}

function halfDone(error: unknown, ofEndpoint: CommandOptions): never {
  if (!(error instanceof CommandFailure)) throw error;
  throw new CommandFailure(
    `${error.message} The stack has the new token. The old one is accepted too for the grace period: within it, run \`${commandLine('register', ofEndpoint)}\`.`,
    { cause: error },
  );
}

const rotated = (endpoint: EndpointOutput, result: ListedResult, ofEndpoint: CommandOptions) => [
  ...formatListed(endpoint, result, false),
  [
    'Rotated, and registered at the provider. The old token is accepted too for the grace period (`secretGrace`, a day by default).',
    `If it has leaked, run \`${commandLine('revoke', ofEndpoint)}\`.`,
  ].join(' '),
];
