import type { ManualRegistration, UnlistedRegistration } from '../../lambda/providers/webhook-registry';
import { CommandFailure } from '../command-failure';
import { endpointRegistration } from '../registration/endpoint-registration';
import { registerListed } from '../registration/register-listed';
import { registerUnlisted, type UnlistedDeps } from '../registration/register-unlisted';
import type { PostNothing } from '../stack/post-nothing';
import type { ReadOutputs } from '../stack/outputs';
import type { Session } from '../stack/session';
import { readWholeStack, selectEndpoint, selectPipelines, type StackSelection } from '../stack/stack';
import { jsonLines, type Output } from '../terminal/output';
import { endpointSecret, type EndpointSecret } from './endpoint-secret';
import { formatListed, formatManual, formatUnlisted, readableWarning } from './format-registration';
import { newValueProblem } from '../stack/value-problem';

/** The dependencies of `register`. */
export interface RegisterDeps extends Output, Omit<UnlistedDeps, 'valueProblem'> {
  readonly readOutputs: ReadOutputs;
  readonly postNothing: PostNothing;
}

/** The arguments of `register`. */
export interface RegisterOptions extends StackSelection, Session {
  readonly endpoint: string;
  /** Only says what would be done. */
  readonly dryRun: boolean;
  /** Whether the address of another system may be replaced, at a provider where nobody can look. */
  readonly overwrite: boolean;
  readonly json: boolean;
}

/** An endpoint to register, with the secret that its webhooks prove themselves with. */
interface ToRegister {
  readonly options: RegisterOptions;
  readonly endpoint: ReturnType<typeof selectEndpoint>['endpoint'];
  readonly secret: EndpointSecret;
}

/**
 * Registers an endpoint's address at its provider. Returns the exit code: 1 if a person has to do it. It can be run again at any time, and
 * after a failure at any point.
 */
export async function register(options: RegisterOptions, deps: RegisterDeps): Promise<0 | 1> {
  const pipelines = await readWholeStack(options.stack, deps.readOutputs);
  const selected = selectEndpoint(selectPipelines(pipelines, options.construct), options.endpoint);
  const { endpoint } = selected;
  const registration = endpointRegistration(endpoint);
  const asked = { options, endpoint, secret: endpointSecret(pipelines, selected, false) };
  if (registration.kind === 'manual') return manual(registration, asked, deps);
  if (registration.kind === 'unlisted') return unlisted(registration, asked, deps);
  const { dryRun } = options;
  const result = await registerListed(registration, endpoint, { ...deps, dryRun });
  if (result.readableByAnybody) deps.warn(readableWarning);
  answer(asked, { ...result, dryRun }, formatListed(endpoint, result, dryRun), deps);
  return 0;
}

/** Nothing is registered by this command, so a script must not go on as if it were. */
function manual({ reason }: ManualRegistration, asked: ToRegister, deps: RegisterDeps): 1 {
  const lines = formatManual(asked.endpoint, asked.options, reason);
  answer(asked, { manual: true, reason }, lines, deps);
  return 1;
}

async function unlisted(
  registration: UnlistedRegistration,
  asked: ToRegister,
  deps: RegisterDeps,
): Promise<0> {
  const { endpoint, secret, options } = asked;
  const { dryRun, overwrite } = options;
  requireOwnSecret(secret);
  if (!dryRun && !overwrite) {
    throw new CommandFailure(
      `Nobody can look which address the provider of "${endpoint.endpoint}" has now, and it may have one only: that of another system would be replaced, and would get no webhooks any more. Nothing was changed. If you are sure that there is none, or want to replace it, add --overwrite.`,
    );
  }
  const valueProblem = (value: string) => newValueProblem(value, secret);
  const effect = dryRun
    ? undefined
    : await registerUnlisted(registration, endpoint, { ...deps, valueProblem });
  const json = { dryRun, registered: !dryRun, ...(effect && { secret: effect }) };
  answer(asked, json, formatUnlisted(endpoint, effect), deps);
  return 0;
}

/** Each endpoint gets a secret of its own from the provider: one in the place of another's would make that one deaf. */
function requireOwnSecret({ what, sharedWith }: EndpointSecret): void {
  if (sharedWith.length === 0) return;
  throw new CommandFailure(
    `The ${what} is also the one of ${sharedWith.join(', ')}, which would not accept the new one's webhooks any more. Nothing was changed. Give each endpoint a secret of its own.`,
  );
}

function answer(
  { options: { stack, json }, endpoint: { endpoint, provider } }: ToRegister,
  result: object,
  lines: readonly string[],
  { print }: RegisterDeps,
): void {
  print(json ? jsonLines({ stack, endpoint, provider, ...result }) : lines);
}
