import { envelopeIdSchema } from '../../lambda/contracts/ids';
import type { DeadLetter } from '../queues/dead-letter';
import type { StoredBundle } from './bundles';
import type { EnvelopePlace } from './envelope-place';
import type { EnvelopeOrder } from './orders';
import type { RecordedEvent } from './records';
import { readUnderId, type EnvelopeDeps, type UnderId } from './under-id';
import type { WaitingJob } from './waiting-job';

/** What the stack knows of an envelope at one endpoint. */
export interface EnvelopeAtEndpoint {
  readonly endpoint: string;
  /** By its name in the stack's outputs. */
  readonly provider: string;
  /** The id that was asked for, and others that its manifests or its records name. */
  readonly ids: readonly string[];
  /** The oldest first. */
  readonly events: readonly RecordedEvent[];
  /** The newest first. */
  readonly bundles: readonly StoredBundle[];
  readonly order?: EnvelopeOrder;
  readonly waitingJob?: WaitingJob;
  readonly deadLetters: readonly DeadLetter[];
  /** What could not be read, in words. */
  readonly problems: readonly string[];
}

/** Looks for an envelope at one endpoint, by its id or its older id, everywhere but in the queues. */
export async function envelopeAtEndpoint(
  deps: EnvelopeDeps,
  place: EnvelopePlace,
  id: string,
): Promise<EnvelopeAtEndpoint> {
  const asked = await readUnderId(deps, place, id);
  const others = await Promise.all(otherIds(asked).map((other) => readUnderId(deps, place, other)));
  const all = [asked, ...others];
  const order = all.find((one) => one.order)?.order;
  const waitingJob = all.find((one) => one.waitingJob)?.waitingJob;
  const bundles = [...asked.bundles, ...others.flatMap((other) => bundlesOf(other, id))];
  return {
    endpoint: place.endpoint,
    provider: place.providerName,
    ids: all.map((one) => one.id),
    events: all
      .flatMap(({ events }) => events)
      .sort((one, other) => Date.parse(one.storedAt) - Date.parse(other.storedAt)),
    bundles: bundles.sort((one, other) => other.storedAt.getTime() - one.storedAt.getTime()),
    ...(order && { order }),
    ...(waitingJob && { waitingJob }),
    deadLetters: [],
    problems: all.flatMap(({ problems }) => problems),
  };
}

/** Whether the endpoint knows anything of the envelope. */
export function isKnown({ events, bundles, order, waitingJob, deadLetters }: EnvelopeAtEndpoint): boolean {
  const parts = [events.length, bundles.length, deadLetters.length];
  return order !== undefined || waitingJob !== undefined || parts.some((count) => count > 0);
}

/** An envelope has two ids at most. Webhooks may name more: whoever knows the secret can write anything into a body. */
const maxOtherIds = 3;

/** Returns the other ids that the envelope's manifests, and then its webhooks, name. */
function otherIds({ id, bundles, events }: UnderId): readonly string[] {
  const named = [
    ...bundles.map(({ list }) => list?.content.envelope),
    ...events.map(({ envelope }) => envelope),
  ];
  const ids = named.flatMap((envelope) => [envelope?.id, envelope?.legacyId]);
  const usable = ids.filter(
    (one) => one !== undefined && one !== id && envelopeIdSchema.safeParse(one).success,
  );
  return [...new Set(usable as readonly string[])].slice(0, maxOtherIds);
}

/** Returns the bundles under another id that are of the envelope: a forged webhook may name any other one's id. */
function bundlesOf(other: UnderId, id: string): readonly StoredBundle[] {
  return other.bundles.filter(({ list }) => {
    if (!list) return true;
    const { envelope } = list.content;
    return envelope.id === id || envelope.legacyId === id;
  });
}
