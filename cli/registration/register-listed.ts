import { ownWebhooks, type WantedWebhooks } from '../../lambda/providers/own-webhooks';
import type { ListedRegistration, RegisteredWebhook } from '../../lambda/providers/webhook-registry';
import { CommandFailure } from '../command-failure';
import { fullAddress } from '../stack/full-address';
import type { EndpointOutput } from '../stack/outputs';
import type { PostNothing } from '../stack/post-nothing';
import { addressToken } from './address-token';
import { addressesOf } from './endpoint-registration';
import { openRegistry, type RegistryDeps } from './open-registry';
import { requireAnswer } from './require-answer';
import { settleWebhooks, type SettledWebhooks } from './settle-webhooks';

/** The webhooks of an endpoint at its provider. */
export interface ListedResult extends SettledWebhooks {
  /** Whether anybody can read the list, and the token in it. */
  readonly readableByAnybody: boolean;
}

/** The dependencies of `registerListed`. */
export interface RegisterListedDeps extends RegistryDeps {
  readonly postNothing: PostNothing;
  readonly dryRun: boolean;
  /** The token of the address, if it has just been put into its secret. By default it is read there. */
  readonly token?: string;
}

/** Registers an endpoint at a provider that lists its webhooks, or says what that would change. Throws `CommandFailure`. */
export async function registerListed(
  registration: ListedRegistration,
  endpoint: EndpointOutput,
  { dryRun, token: given, ...deps }: RegisterListedDeps,
): Promise<ListedResult> {
  const calls = await openRegistry(registration, endpoint, deps);
  const readableByAnybody = await calls.isReadableByAnybody();
  const token = given ?? (await addressToken(endpoint, deps.readSecret));
  const wanted = wantedWebhooks(registration, endpoint, token);
  const requireReady = async (superfluous: readonly RegisteredWebhook[]) => {
    await requireAnswer(endpoint, superfluous, deps.postNothing);
    if ((await addressToken(endpoint, deps.readSecret)) === token) return;
    throw new CommandFailure(
      `Somebody rotated the token of "${endpoint.endpoint}" at the same time. No webhook was removed. Run this again.`,
    );
  };
  const settled = dryRun
    ? planned(ownWebhooks(await calls.list(), wanted))
    : await settleWebhooks(wanted, { calls, watch: deps.watch, requireReady });
  return { ...settled, readableByAnybody };
}

function wantedWebhooks(
  { events }: ListedRegistration,
  endpoint: EndpointOutput,
  token: string,
): WantedWebhooks {
  const target = fullAddress(endpoint.address, token);
  return { addresses: addressesOf(endpoint), target, events };
}

function planned({ right, missing, surplus, old, others }: ReturnType<typeof ownWebhooks>): SettledWebhooks {
  const created = missing.map(({ event }) => event);
  const events = [...right.map(({ event }) => event), ...created];
  return { events, created, removed: surplus.length + old.length, others };
}
