import type { ProviderId } from '../contracts/ids';
import type { Telemetry } from '../kit/telemetry';
import type { SecretValue } from '../kit/secret-value';
import type { GenuineVerdict } from '../proof/verdict';
import { withinTime } from '../kit/within-time';
import type { ReceivedRequest } from '../providers/provider';
import { acceptWebhook } from './accept-webhook';
import { checkRequest, type CheckedRequest, type RequestCheck } from './check-request';
import { receivedRequest, type HttpEvent } from './received-request';
import { reportOutcome } from './report-outcome';
import { storeWebhook, type WebhookStores } from './store-webhook';
import { answerTo, type WebhookAnswer, type WebhookOutcome } from './webhook-outcome';

/** The answer is given within this time, in milliseconds: providers wait for 10 s, a cold start is part of them. */
const answerBudget = 8_000;

/** What the room works with. */
export interface VerifyDeps extends RequestCheck {
  readonly provider: ProviderId;
  readonly endpoint: string;
  /** The headers that are kept with a webhook, in lower case. */
  readonly evidenceHeaders: readonly string[];
  /** Whether the proof covers the body: otherwise our secrets are struck out of it. */
  readonly signsBody: boolean;
  readonly stores: WebhookStores;
  readonly telemetry: Telemetry;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new UUID at each call. */
  readonly newDeliveryId: () => string;
}

/** Checks a request, stores it when it is genuine, and only then says so. */
export async function verifyWebhook(room: VerifyDeps, event: HttpEvent): Promise<WebhookAnswer> {
  const arrivedAt = room.now();
  const { requestId } = event.requestContext;
  const request = receivedRequest(event);
  const outcome = await decide(room, request, arrivedAt);
  const facts = {
    endpoint: room.endpoint,
    requestId,
    bytes: request.body.length,
    ms: room.now() - arrivedAt,
  };
  reportOutcome(room.telemetry, facts, outcome);
  return answerTo(outcome);
}

async function decide(
  room: VerifyDeps,
  request: ReceivedRequest,
  arrivedAt: number,
): Promise<WebhookOutcome> {
  let checked: CheckedRequest;
  try {
    checked = await checkRequest(room, request, arrivedAt);
  } catch (error) {
    return { outcome: 'unchecked', reason: 'check-failed', error };
  }
  const { verdict, secrets } = checked;
  if (verdict.kind === 'genuine') return store(room, request, { verdict, secrets }, arrivedAt);
  if (verdict.kind === 'secret-not-set') return { outcome: 'unchecked', reason: verdict.kind };
  return { outcome: 'refused', refusal: verdict };
}

async function store(
  room: VerifyDeps,
  request: ReceivedRequest,
  { verdict, secrets }: { readonly verdict: GenuineVerdict; readonly secrets: readonly SecretValue[] },
  arrivedAt: number,
): Promise<WebhookOutcome> {
  const { provider, endpoint, evidenceHeaders } = room;
  const secretsInside = room.signsBody ? [] : secrets.map(({ value }) => value);
  const delivery = { deliveryId: room.newDeliveryId(), receivedAt: new Date(arrivedAt) };
  const told = { deliveryId: delivery.deliveryId, matchedSecret: verdict.matchedSecret };
  try {
    const known = { provider, endpoint, evidenceHeaders, secretsInside };
    const webhook = acceptWebhook(verdict, request, { ...delivery, ...known });
    const timeLeft = answerBudget - (room.now() - arrivedAt);
    return { ...told, ...(await withinTime(timeLeft, () => storeWebhook(room.stores, webhook))) };
  } catch (error) {
    return { ...told, outcome: 'unstored', error };
  }
}
