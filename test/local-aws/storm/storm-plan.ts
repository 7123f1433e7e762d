import type { ProviderId } from '../../../lambda/contracts/ids';
import { seededRandom, type SeededRandom } from '../../seeded-random';
import { withMinDeliveries } from './min-deliveries';
import { forgeriesAt, type Forgery } from './forgery';

/** The facts about an endpoint that a plan needs. */
export interface EndpointShape {
  readonly endpoint: string;
  readonly provider: ProviderId;
  /** The number of webhooks that an envelope has there. */
  readonly webhooks: number;
  /** The indexes of those that report its completion. */
  readonly completions: readonly number[];
}

/** An envelope of the plan. It gets its id when it is created at the provider. */
export interface PlannedEnvelope {
  readonly endpoint: string;
  readonly role: EnvelopeRole;
}

/**
 * What becomes of an envelope:
 *
 * - `reported`: it completes, and all its webhooks are sent;
 * - `half-reported`: it completes, and each webhook that reports it is dropped;
 * - `unreported`: it completes, and all its webhooks are dropped;
 * - `open`: it never completes;
 * - `ghost`: it completed long before its endpoint was reconciled, and no genuine webhook is sent about it.
 */
export type EnvelopeRole = 'reported' | 'half-reported' | 'unreported' | 'open' | 'ghost';

/** One step. `envelope` is an index in the plan, `webhook` an index in the envelope's webhooks. */
export type StormStep =
  /** Everybody has signed: the provider's API reports the envelope as complete from now on. */
  | { readonly kind: 'complete'; readonly envelope: number }
  /** `large`: larger than an SQS message. `variant`: with another body, which reports the same fact. */
  | {
      readonly kind: 'deliver';
      readonly envelope: number;
      readonly webhook: number;
      readonly large?: true;
      readonly variant?: number;
    }
  | {
      readonly kind: 'forge';
      readonly envelope: number;
      readonly webhook: number;
      readonly forgery: Forgery;
    };

/** The requests of a storm, in the order in which they are started. */
export interface StormPlan {
  readonly envelopes: readonly PlannedEnvelope[];
  readonly steps: readonly StormStep[];
}

/** The size of a storm. */
export interface StormSize {
  readonly seed: number;
  /** The number of requests, with duplicates and forgeries, without retries. */
  readonly webhooks: number;
  readonly endpoints: readonly EndpointShape[];
}

const shares = {
  forged: 0.12,
  /** Of the webhooks: sent again; of those, again. */
  duplicate: 0.45,
  /** Of the duplicates: much later, among the webhooks of other envelopes. */
  late: 0.2,
  large: 0.02,
  /** Of the webhooks: with another body than the provider's own. */
  variant: 0.03,
  /** Of the envelopes: reported as completed before they are. */
  premature: 0.25,
  /** Of a third of the envelopes, whose completion no webhook reports: none of their webhooks is sent. */
  unreported: 1 / 3,
  /** Of the other envelopes. */
  open: 0.1,
} as const;

/** Whether a provider sends a webhook only once, whatever the answer is. */
export const sendsOnce = (provider: ProviderId) => provider === 'kingsign';

/** A step, and its position in the storm. */
interface Timed {
  readonly at: number;
  readonly step: StormStep;
}

/**
 * Plans a storm: the same for the same seed, number and endpoints. Envelopes overlap. The webhooks of an envelope come
 * roughly in order, some much later, some several times.
 */
export function planStorm({ seed, webhooks, endpoints }: StormSize): StormPlan {
  const chance = seededRandom(seed);
  const forged = Math.round(webhooks * shares.forged);
  const envelopes: PlannedEnvelope[] = [];
  const deliveries: TimedDelivery[] = [];
  const completions: Timed[] = [];
  const nextRole = planRoles(chance);
  while (deliveries.length < webhooks - forged) {
    const shape = endpoints[envelopes.length % endpoints.length];
    if (!shape) throw new Error('A storm needs an endpoint');
    const role = nextRole();
    const place = { envelope: envelopes.length, start: deliveries.length };
    const planned = planEnvelope(chance, sentWebhooks(shape, role), place);
    envelopes.push({ endpoint: shape.endpoint, role });
    if (role !== 'open') completions.push(planned.completion);
    deliveries.push(...planned.deliveries);
  }
  const sorted = sortByPosition(deliveries).slice(0, webhooks - forged);
  const sendsAgain = ({ step: { envelope } }: TimedDelivery) =>
    !sendsOnce(endpoints[envelope % endpoints.length]!.provider);
  const genuine = withMinDeliveries(chance, sorted, sendsAgain);
  const forgedSteps = planForgeries(chance, { forged, endpoints, envelopes, span: genuine.length });
  return {
    envelopes: [...envelopes, ...endpoints.map(({ endpoint }) => ({ endpoint, role: 'ghost' as const }))],
    steps: sortByPosition([...genuine, ...completions, ...forgedSteps]).map(({ step }) => step),
  };
}

/** Returns a role at each call. Of three envelopes in a row, one loses the webhooks that report its completion. */
function planRoles(chance: SeededRandom): () => EnvelopeRole {
  let number = 0;
  let unlucky = 0;
  return () => {
    if (number % 3 === 0) unlucky = chance.int(3);
    if (number++ % 3 === unlucky) return chance.chance(shares.unreported) ? 'unreported' : 'half-reported';
    return chance.chance(shares.open) ? 'open' : 'reported';
  };
}

/** Lists the webhooks that are not dropped. */
function sentWebhooks({ webhooks, completions }: EndpointShape, role: EnvelopeRole): readonly number[] {
  if (role === 'unreported') return [];
  const all = Array.from({ length: webhooks }, (_, webhook) => webhook);
  return role === 'reported' ? all : all.filter((webhook) => !completions.includes(webhook));
}

function planEnvelope(
  chance: SeededRandom,
  webhooks: readonly number[],
  { envelope, start }: { readonly envelope: number; readonly start: number },
): { readonly deliveries: readonly TimedDelivery[]; readonly completion: Timed } {
  const deliveries: TimedDelivery[] = [];
  let end = start;
  for (const webhook of webhooks) {
    let at = start + 1.5 * webhook + chance.next() * 4;
    do {
      const large = chance.chance(shares.large) ? { large: true as const } : {};
      const variant = chance.chance(shares.variant) ? { variant: 1 + chance.int(3) } : {};
      deliveries.push({ at, step: { kind: 'deliver', envelope, webhook, ...large, ...variant } });
      end = Math.max(end, at);
      at += chance.next() * (chance.chance(shares.late) ? 400 : 6);
    } while (chance.chance(shares.duplicate));
  }
  const at = chance.chance(shares.premature) ? end + chance.next() * 20 : start - 1;
  return { deliveries, completion: { at, step: { kind: 'complete', envelope } } };
}

/** A planned delivery. */
export interface TimedDelivery extends Timed {
  readonly step: Extract<StormStep, { kind: 'deliver' }>;
}

interface ForgeryPlan {
  readonly forged: number;
  readonly endpoints: readonly EndpointShape[];
  readonly envelopes: readonly PlannedEnvelope[];
  readonly span: number;
}

/** Half of the forgeries are about ghosts, half about other envelopes: before, between and after their webhooks. */
function planForgeries(
  chance: SeededRandom,
  { forged, endpoints, envelopes, span }: ForgeryPlan,
): readonly Timed[] {
  const ghosts = endpoints.map((_, index) => envelopes.length + index);
  const completions = ghosts.map((envelope): Timed => ({ at: -1, step: { kind: 'complete', envelope } }));
  const forgeries = Array.from({ length: forged }, (): Timed => {
    const place = chance.int(envelopes.length + endpoints.length);
    const shape = endpoints[place % endpoints.length]!;
    const ghost = ghosts[place % endpoints.length]!;
    const envelope = place >= envelopes.length || chance.chance(0.5) ? ghost : place;
    const forgery = chance.pick(forgeriesAt(shape.provider));
    const step: StormStep = { kind: 'forge', envelope, webhook: chance.int(shape.webhooks), forgery };
    return { at: chance.next() * span, step };
  });
  return [...completions, ...forgeries];
}

const sortByPosition = <Step extends Timed>(steps: readonly Step[]): readonly Step[] =>
  [...steps].sort((one, other) => one.at - other.at);
