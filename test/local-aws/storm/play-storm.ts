import { setTimeout as delay } from 'node:timers/promises';
import { sha256Hex } from '../../../lambda/kit/hash';
import type { WebhookDelivery, WebhookTarget } from '../../simulators/kit/provider-simulator';
import type { ConnectedEndpoint } from '../harness/sample/connect-endpoint';
import { mapConcurrently } from '../harness/send/map-concurrently';
import type { RunningSample } from '../harness/sample/launch-sample';
import { postDelivery } from '../harness/send/post-delivery';
import type { StormEnvelopes, MadeEnvelope } from './storm-envelopes';
import { sentFacts } from './event-facts';
import { forge } from './forge';
import type { SentRequest } from './ledger';
import { sendsOnce, type StormPlan, type StormStep } from './storm-plan';

/** The dependencies of `playStorm`. */
export interface StormDeps {
  readonly sample: Pick<RunningSample, 'emulator' | 'connected'>;
  readonly plan: StormPlan;
  readonly envelopes: StormEnvelopes;
  readonly concurrency: number;
  /** Returns the next number in the order of all calls and answers. */
  readonly tick: () => number;
  /** Called after each step. */
  readonly onStep?: () => void;
  readonly signal?: AbortSignal;
}

/**
 * How often a provider sends a webhook that is not answered 200. Few deliveries need more than three attempts. A busy machine
 * needs many: its verifiers answer 503, because their time is over.
 */
const maxAttempts = 40;

/** White space that makes a body larger than an SQS message. The body stays valid JSON. */
const padding = ' '.repeat(1_100_000);

/** Plays a plan and returns every request that was sent, with the status of its answer. */
export async function playStorm(deps: StormDeps): Promise<readonly SentRequest[]> {
  const sent: SentRequest[] = [];
  await mapConcurrently(deps.plan.steps, deps.concurrency, async (step) => {
    deps.signal?.throwIfAborted();
    await playStep(deps, step, sent);
    deps.onStep?.();
  });
  return sent;
}

async function playStep(deps: StormDeps, step: StormStep, sent: SentRequest[]): Promise<void> {
  const made = await deps.envelopes.envelope(step.envelope);
  if (step.kind === 'complete') return made.complete();
  if (step.kind === 'forge') return playForgery(deps, made, step, sent);
  const attempts = sendsOnce(made.connected.simulator.provider) ? 1 : maxAttempts;
  await untilAnswered(
    attempts,
    (status) => status === 200,
    () => deliver(deps, made, step, sent),
  );
}

/** Sends again, with longer and longer pauses, until the answer is a final one. */
async function untilAnswered(
  attempts: number,
  isFinal: (status: number) => boolean,
  send: () => Promise<number>,
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (isFinal(await send())) return;
    await delay(100 * Math.min(attempt, 10));
  }
}

async function deliver(
  deps: StormDeps,
  made: MadeEnvelope,
  { webhook: number, large, variant }: Extract<StormStep, { kind: 'deliver' }>,
  sent: SentRequest[],
): Promise<number> {
  const { simulator, target } = made.connected;
  const webhook = made.webhooks[number]!;
  const body = (to: WebhookTarget) =>
    (variant ? withVariant(webhook.body(to), variant) : webhook.body(to)) + (large ? padding : '');
  const delivery = simulator.delivery({ ...webhook, body }, target);
  const answer = await post(deps, delivery);
  sent.push({ ...ledgerEntry(made, number, delivery), ...(variant ? { variant } : {}), ...answer });
  return answer.status;
}

/** Changes the body, but not the fact that it reports: the provider sends the fact with other words. */
function withVariant(body: string, variant: number): string {
  return JSON.stringify({ ...(JSON.parse(body) as object), stormVariant: variant });
}

async function playForgery(
  deps: StormDeps,
  made: MadeEnvelope,
  { webhook: number, forgery }: Extract<StormStep, { kind: 'forge' }>,
  sent: SentRequest[],
): Promise<void> {
  const { connected } = made;
  const delivery = forge(forgery, {
    webhook: made.webhooks[number]!,
    connected,
    another: anotherEndpoint(deps, connected),
  });
  const send = async () => {
    const answer = await post(deps, delivery);
    sent.push({ ...ledgerEntry(made, number, delivery), forgery, ...answer });
    return answer.status;
  };
  // A verifier that had no time to check the request has not refused it yet.
  await untilAnswered(maxAttempts, (status) => status > 0 && status < 500, send);
}

function anotherEndpoint({ plan, sample }: StormDeps, { endpoint }: ConnectedEndpoint): ConnectedEndpoint {
  const names = [...new Set(plan.envelopes.map((one) => one.endpoint))];
  return sample.connected(names[(names.indexOf(endpoint) + 1) % names.length]!);
}

/** Returns the status, or 0 if the connection broke: the sender does not know whether the request was stored. */
async function post(
  { sample, tick }: StormDeps,
  delivery: WebhookDelivery,
): Promise<Pick<SentRequest, 'status' | 'answeredAt'>> {
  const status = await postDelivery(sample.emulator, delivery).then(
    (answer) => answer.status,
    () => 0,
  );
  return { status, answeredAt: tick() };
}

function ledgerEntry(
  { connected, envelope, webhooks, factOf }: MadeEnvelope,
  webhook: number,
  { body }: WebhookDelivery,
) {
  const { endpoint, simulator } = connected;
  const envelopeId = envelope.reportedAs ?? envelope.id;
  return {
    endpoint,
    fact: factOf(webhook),
    envelopeId,
    type: webhooks[webhook]!.type,
    says: sentFacts(webhooks[webhook]!, { provider: simulator.provider, endpoint, envelopeId }),
    sizeBytes: body.length,
    sha256: sha256Hex(body),
    storedSha256: sha256Hex(storedBody(body, connected)),
  };
}

/** A proof that is not a signature may also stand in the body. It is struck out of the stored body. */
function storedBody(body: Buffer, { simulator, proof }: ConnectedEndpoint): string {
  const text = body.toString();
  return simulator.provider === 'iinked-sign' ? text : text.replaceAll(proof, '[struck out]');
}
