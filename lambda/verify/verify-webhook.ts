import type { ProviderId } from '../contracts/provider-id';
import type { Telemetry } from '../kit/telemetry';
import type { GenuineVerdict } from '../kit/verdict';
import { withinTime } from '../kit/within-time';
import type { ReceivedRequest } from '../providers/provider';
import { acceptWebhook } from './accept-webhook';
import { checkRequest, type RequestCheck } from './check-request';
import { receivedRequest, type HttpEvent } from './received-request';
import { reportOutcome } from './report-outcome';
import { storeWebhook, type WebhookStores } from './store-webhook';
import { answerTo, type WebhookAnswer, type WebhookOutcome } from './webhook-outcome';

/** The answer is given within this time, in milliseconds: providers wait for 10 s, a cold start is part of them. */
const answerBudget = 8_000;

/** What the room works with. */
export interface VerifyRoom extends RequestCheck {
  readonly provider: ProviderId;
  readonly endpoint: string;
  /** The headers that are kept with a webhook, in lower case. */
  readonly evidenceHeaders: readonly string[];
  readonly stores: WebhookStores;
  readonly telemetry: Telemetry;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new UUID at each call. */
  readonly newDeliveryId: () => string;
}

/** Checks a request, stores it when it is genuine, and only then says so. */
export async function verifyWebhook(room: VerifyRoom, event: HttpEvent): Promise<WebhookAnswer> {
  const arrivedAt = room.now();
  const request = receivedRequest(event);
  const outcome = await decide(room, request, arrivedAt);
  const facts = { endpoint: room.endpoint, bytes: request.body.length, ms: room.now() - arrivedAt };
  reportOutcome(room.telemetry, facts, outcome);
  return answerTo(outcome);
}

async function decide(
  room: VerifyRoom,
  request: ReceivedRequest,
  arrivedAt: number,
): Promise<WebhookOutcome> {
  try {
    const verdict = await checkRequest(room, request, arrivedAt);
    if (verdict === 'secret-not-set') return { outcome: 'unchecked', reason: verdict };
    if (!verdict.genuine) return { outcome: 'refused', reason: verdict.reason };
    return await store(room, request, verdict, arrivedAt);
  } catch (error) {
    return { outcome: 'unchecked', reason: 'check-failed', error };
  }
}

async function store(
  room: VerifyRoom,
  request: ReceivedRequest,
  verdict: GenuineVerdict,
  arrivedAt: number,
): Promise<WebhookOutcome> {
  const { provider, endpoint, evidenceHeaders } = room;
  const deliveryId = room.newDeliveryId();
  const receivedAt = new Date(arrivedAt);
  try {
    const webhook = acceptWebhook(verdict, request, {
      deliveryId,
      provider,
      endpoint,
      receivedAt,
      evidenceHeaders,
    });
    const timeLeft = answerBudget - (room.now() - arrivedAt);
    const { stored, queueError } = await withinTime(timeLeft, () => storeWebhook(room.stores, webhook));
    const outcome = stored === 'queue' ? 'queued' : 'spooled';
    return { outcome, deliveryId, matchedSecret: verdict.matchedSecret, error: queueError };
  } catch (error) {
    return { outcome: 'unstored', deliveryId, error };
  }
}
