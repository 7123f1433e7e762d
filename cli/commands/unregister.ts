import type { ListedRegistration, UnlistedRegistration } from '../../lambda/providers/webhook-registry';
import { CommandFailure } from '../command-failure';
import { providerCaller } from '../registration/call-provider';
import { endpointRegistration } from '../registration/endpoint-registration';
import { openRegistry, usable, type RegistryDeps } from '../registration/open-registry';
import { providerAccess } from '../registration/provider-access';
import { listOwn, removeWebhooks } from '../registration/remove-webhooks';
import type { EndpointOutput, ReadOutputs } from '../stack/outputs';
import { readWholeStack, selectEndpoint, selectPipelines, type StackSelection } from '../stack/stack';
import type { Confirm } from '../terminal/confirm';
import { jsonLines, type Output } from '../terminal/output';
import { countOf } from './format-registration';

/** The dependencies of `unregister`. */
export interface UnregisterDeps extends Output, RegistryDeps {
  readonly readOutputs: ReadOutputs;
  readonly confirm: Confirm;
}

/** The arguments of `unregister`. */
export interface UnregisterOptions extends StackSelection {
  readonly endpoint: string;
  /** Only says what would be removed. */
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** The webhooks that were removed, by their events; an address that nobody can list has none. */
interface Removed {
  readonly removed: readonly string[];
  readonly text: string;
}

/**
 * Removes an endpoint's webhooks at its provider, and never one of another system. Returns the exit code. It can be run again after a failure
 * at any point.
 */
export async function unregister(options: UnregisterOptions, deps: UnregisterDeps): Promise<0 | 1> {
  const { stack, dryRun, json } = options;
  const pipelines = selectPipelines(await readWholeStack(stack, deps.readOutputs), options.construct);
  const { endpoint } = selectEndpoint(pipelines, options.endpoint);
  const registration = endpointRegistration(endpoint);
  if (registration.kind === 'manual') {
    throw new CommandFailure(
      `The webhook of "${endpoint.endpoint}" can only be removed by hand, in the provider's web application: ${registration.reason}.`,
    );
  }
  const asked = { endpoint, dryRun, deps };
  const done =
    registration.kind === 'listed' ? await listed(registration, asked) : await unlisted(registration, asked);
  if (done === undefined) {
    deps.warn('Nothing was changed.');
    return 1;
  }
  const { removed, text } = done;
  const { endpoint: name, provider } = endpoint;
  deps.print(json ? jsonLines({ stack, endpoint: name, provider, dryRun, removed }) : [`${name}: ${text}`]);
  return 0;
}

interface Asked {
  readonly endpoint: EndpointOutput;
  readonly dryRun: boolean;
  readonly deps: UnregisterDeps;
}

const consequence =
  'From then on the provider sends nothing to this endpoint: only the passes over its list find what completes.';

/** Returns what was removed; nothing if the answer to the question was no. */
async function listed(
  registration: ListedRegistration,
  { endpoint, dryRun, deps }: Asked,
): Promise<Removed | undefined> {
  const calls = await openRegistry(registration, endpoint, deps);
  const own = await listOwn(endpoint, calls);
  const removed = own.map(({ event }) => event);
  if (own.length === 0) return { removed, text: 'the provider has no webhook of this endpoint.' };
  const names = `${countOf(own.length, 'webhook')} (${removed.join(', ')})`;
  if (dryRun) return { removed, text: `${names} would be removed.` };
  if (!(await deps.confirm(`${names} of "${endpoint.endpoint}" are removed. ${consequence} Go on?`)))
    return undefined;
  await removeWebhooks(own, endpoint, { calls, watch: deps.watch });
  return { removed, text: `${names} removed.` };
}

async function unlisted(
  registration: UnlistedRegistration,
  { endpoint, dryRun, deps }: Asked,
): Promise<Removed | undefined> {
  const { address, endpoint: name } = endpoint;
  const { options, api } = await providerAccess(endpoint, deps);
  const webhookAddress = usable(() => registration.makeAddress(options, api));
  if (dryRun) return { removed: [], text: 'its address would be removed, if the provider has it.' };
  const question = `The provider is asked to delete the address of "${name}". Nobody can look which address it has: if it has one only, it may delete that of another system. ${consequence} Go on?`;
  if (!(await deps.confirm(question))) return undefined;
  const call = providerCaller(deps.watch);
  await call('remove the address', (signal) => webhookAddress.remove(address, signal));
  return { removed: [], text: 'its address is removed. Its webhook secret stays.' };
}
