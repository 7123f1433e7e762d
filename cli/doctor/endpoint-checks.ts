import { providerIdSchema } from '../../lambda/contracts/ids';
import { webhookRegistries } from '../../lambda/providers/webhook-registries';
import { CommandFailure } from '../command-failure';
import type { SelectedEndpoint } from '../stack/stack';
import { commandLine } from '../terminal/command-line';
import { askArchiver } from './ask-archiver';
import { checkLastArchived, checkLastWebhook } from './check-activity';
import { checkAddress } from './check-address';
import { checkApiKey } from './check-api-key';
import { checkDeadLetters } from './check-dead-letters';
import { checkMissed } from './check-missed';
import { checkQueue } from './check-queue';
import { checkRegistration } from './check-registration';
import { checkVerifier } from './check-verifier';
import { checkWebhookSecret } from './check-webhook-secret';
import type { DoctorRun } from './doctor-deps';
import { expectedAddresses } from './expected-addresses';
import { notApplicable, type Result } from './finding';
import type { Check } from './run-checks';
import { readWebhookSecret } from './webhook-secret';

/** The grace period of a stack whose outputs do not name it: the default of the prop `secretGrace`. */
const defaultGraceSeconds = 24 * 60 * 60;

/** The checks of one endpoint. */
export function endpointChecks(selected: SelectedEndpoint, run: DoctorRun): readonly Check[] {
  const { endpoint, pipeline } = selected;
  const { deps, place } = run;
  const facts = endpointFacts(selected, run);
  const checks: readonly (readonly [string, Check['run']])[] = [
    ['webhook secret', async () => checkWebhookSecret(endpoint, await facts.secret(), place)],
    ['address', () => checkAddress(endpoint, deps.postNothing)],
    ['verifier', () => checkVerifier(endpoint.verifierFunction, deps.functions)],
    ['registered webhooks', () => registrationResult(selected, run, facts)],
    ['last webhook', () => checkLastWebhook(selected, deps)],
    ['missed webhooks', () => checkMissed(selected, deps)],
    ['API key', () => apiKeyResult(selected, run, facts)],
    ['archive queue', facts.archiveQueue],
    ['archive dead letters', () => deadLetters(selected, run)],
    ['last envelope', () => checkLastArchived(selected, deps)],
  ];
  const about = { construct: pipeline.construct, endpoint: endpoint.endpoint };
  return checks.map(([check, result]) => ({ ...about, check, run: result }));
}

const doesNotArchive = notApplicable('The endpoint does not archive.');

type EndpointFacts = ReturnType<typeof endpointFacts>;

/** What several checks need, each looked up once. */
function endpointFacts(selected: SelectedEndpoint, { deps, limits }: DoctorRun) {
  const { endpoint, pipeline } = selected;
  const clock = { graceSeconds: pipeline.secretGraceSeconds ?? defaultGraceSeconds, now: deps.now };
  const secret = once(() => readWebhookSecret(endpoint, deps.secrets, clock));
  const addresses = once(async () => expectedAddresses(endpoint, await unlessDenied(secret)));
  const archiveQueue = once(async () => {
    const { archiveQueueUrl: queueUrl, archiveConsumer: consumer, archiverFunction: functionName } = endpoint;
    return queueUrl === undefined ? doesNotArchive : checkQueue({ queueUrl, consumer, functionName }, deps);
  });
  const answer = once(async () => {
    if (!endpoint.checks) throw new CommandFailure(tooOld);
    const queue = await unlessDenied(archiveQueue);
    if (queue?.state === 'failed')
      throw new CommandFailure('Nobody could ask: the archive queue is blocked.');
    return askArchiver(selected, await addresses(), limits, deps);
  });
  return { clock, secret, addresses, archiveQueue, answer };
}

const tooOld =
  'An earlier version deployed the endpoint: its archiver answers no questions. Deploy the stack with this version.';

async function apiKeyResult(
  { endpoint }: SelectedEndpoint,
  { deps, place }: DoctorRun,
  { clock, answer }: EndpointFacts,
): Promise<Result> {
  const { apiKeySecretArn, endpoint: name } = endpoint;
  if (apiKeySecretArn === undefined) return doesNotArchive;
  const times = await deps.secrets.versionTimes(apiKeySecretArn);
  // Without a key the archiver need not be asked.
  const facts = { times, answer: times.current === undefined ? undefined : await answer(), clock };
  return checkApiKey({ ...facts, place: { ...place, endpoint: name } });
}

async function registrationResult(
  { endpoint }: SelectedEndpoint,
  { place }: DoctorRun,
  { secret, addresses, answer }: EndpointFacts,
): Promise<Result> {
  const provider = providerIdSchema.safeParse(endpoint.provider).data;
  const registration = provider && webhookRegistries[provider];
  const register = commandLine('register', { ...place, endpoint: endpoint.endpoint });
  const isListed = registration?.kind === 'listed';
  if (isListed && endpoint.archiveQueueUrl === undefined) {
    return notApplicable('The endpoint does not archive, so it has no API key to ask the provider with.');
  }
  return checkRegistration({
    registration,
    answer: isListed ? await answer() : undefined,
    isComparable: (await addresses()).current !== undefined,
    previousUntil: (await unlessDenied(secret))?.previousUntil,
    register,
  });
}

function deadLetters({ endpoint }: SelectedEndpoint, { deps, place }: DoctorRun): Promise<Result> | Result {
  const { archiveDeadLetterQueueUrl: deadLetterQueueUrl, endpoint: name } = endpoint;
  if (deadLetterQueueUrl === undefined) return doesNotArchive;
  return checkDeadLetters({ kind: 'archive', endpoint: name, deadLetterQueueUrl }, deps.openQueue, place);
}

/** Runs the work at the first call only. */
function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let begun: Promise<Value> | undefined;
  return () => (begun ??= work());
}

/** Returns `undefined` where the fact cannot be read: the check about it says why. */
async function unlessDenied<Value>(fact: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await fact();
  } catch (error) {
    if (error instanceof CommandFailure) return undefined;
    throw error;
  }
}
