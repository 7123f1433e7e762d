import { setTimeout as delay } from 'node:timers/promises';
import { sha256Hex } from '../../../lambda/kit/hash';
import type { WebhookDelivery, WebhookTarget } from '../../simulators/kit/provider-simulator';
import type { ConnectedEndpoint } from '../harness/sample/connect-endpoint';
import { mapConcurrently } from '../harness/send/map-concurrently';
import type { RunningSample } from '../harness/sample/launch-sample';
import { postDelivery } from '../harness/send/post-delivery';
import type { StormEnvelopes, MadeEnvelope } from './storm-envelopes';
import { forge } from './forge';
import type { SentRequest } from './ledger';
import type { StormPlan, StormStep } from './storm-plan';

/** What a storm is played with. */
export interface StormDeps {
  readonly sample: Pick<RunningSample, 'emulator' | 'connected'>;
  readonly plan: StormPlan;
  readonly roll: StormEnvelopes;
  /** How many requests are on their way at any moment. */
  readonly lanes: number;
  /** Told of each step that is done. */
  readonly onStep?: () => void;
  readonly signal?: AbortSignal;
}

/** How often a provider sends what is not answered 200. Kingsign never sends again. */
const maxAttempts = 8;

/** Spaces that make a body larger than any queue's message: JSON all the same. */
const padding = ' '.repeat(1_100_000);

/** Plays a plan and gives every request that was sent, with its answer. */
export async function playStorm(deps: StormDeps): Promise<readonly SentRequest[]> {
  const sent: SentRequest[] = [];
  await mapConcurrently(deps.plan.steps, deps.lanes, async (step) => {
    deps.signal?.throwIfAborted();
    await playStep(deps, step, sent);
    deps.onStep?.();
  });
  return sent;
}

async function playStep(deps: StormDeps, step: StormStep, sent: SentRequest[]): Promise<void> {
  const made = await deps.roll.envelope(step.envelope);
  if (step.kind === 'complete') return made.complete();
  if (step.kind === 'forge') return playForgery(deps, made, step, sent);
  const tries = made.connected.simulator.provider === 'kingsign' ? 1 : maxAttempts;
  for (let count = 1; count <= tries; count++) {
    const status = await deliver(deps, made, step, sent);
    if (status === 200) return;
    await delay(100 * count);
  }
}

async function deliver(
  deps: StormDeps,
  made: MadeEnvelope,
  { webhook: number, large }: Extract<StormStep, { kind: 'deliver' }>,
  sent: SentRequest[],
): Promise<number> {
  const { simulator, target } = made.connected;
  const webhook = made.webhooks[number]!;
  const body = (told: WebhookTarget) => webhook.body(told) + (large ? padding : '');
  const delivery = simulator.delivery({ ...webhook, body }, target);
  const status = await post(deps, delivery);
  sent.push({ ...entryOf(made, number, delivery), status });
  return status;
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
  const status = await post(deps, delivery);
  sent.push({ ...entryOf(made, number, delivery), forgery, status });
}

function anotherEndpoint({ plan, sample }: StormDeps, { endpoint }: ConnectedEndpoint): ConnectedEndpoint {
  const names = [...new Set(plan.envelopes.map((one) => one.endpoint))];
  return sample.connected(names[(names.indexOf(endpoint) + 1) % names.length]!);
}

/** 0 where the connection broke: the sender does not know what became of it. */
function post({ sample }: StormDeps, delivery: WebhookDelivery): Promise<number> {
  return postDelivery(sample.emulator, delivery).then(
    ({ status }) => status,
    () => 0,
  );
}

function entryOf(
  { connected, envelope, webhooks, factOf }: MadeEnvelope,
  webhook: number,
  { body }: WebhookDelivery,
) {
  return {
    endpoint: connected.endpoint,
    fact: factOf(webhook),
    envelopeId: envelope.id,
    type: webhooks[webhook]!.type,
    sha256: sha256Hex(body),
    storedSha256: sha256Hex(storedBody(body, connected)),
  };
}

/** What proves nothing about the body may stand in it: then it is struck out of what is kept. */
function storedBody(body: Buffer, { simulator, proof }: ConnectedEndpoint): string {
  const text = body.toString();
  return simulator.provider === 'iinked-sign' ? text : text.replaceAll(proof, '[struck out]');
}
