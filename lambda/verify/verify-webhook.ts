import { SecretReadsLimited } from '../aws/secret-values';
import type { ProviderId } from '../contracts/ids';
import type { SecretValue } from '../kit/secret-value';
import type { Telemetry } from '../kit/telemetry';
import { withinTime } from '../kit/within-time';
import { isTestMark, testMarkHeader } from '../proof/test-mark';
import type { GenuineVerdict } from '../proof/verdict';
import type { ReceivedRequest } from '../providers/provider';
import { acceptWebhook } from './accept-webhook';
import { checkRequest, type CheckedRequest, type CheckDeps } from './check-request';
import { receivedRequest, type HttpEvent } from './received-request';
import { reportOutcome } from './report-outcome';
import { storeWebhook, type WebhookStores } from './store-webhook';
import { answerTo, type WebhookAnswer, type WebhookOutcome } from './webhook-outcome';

/** The time limit of an answer. Providers wait for 10 s, which includes a cold start. */
const answerTimeoutMs = 8_000;

/** The dependencies of `verifyWebhook`. */
export interface VerifyDeps extends CheckDeps {
  readonly provider: ProviderId;
  readonly endpoint: string;
  /** The headers to store as evidence, in lower case. */
  readonly evidenceHeaders: readonly string[];
  /** Whether the proof covers the body. If not, our secrets are struck out of the body. */
  readonly signsBody: boolean;
  readonly stores: WebhookStores;
  readonly telemetry: Telemetry;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
  /** Returns a new UUID. */
  readonly newDeliveryId: () => string;
}

/** Checks a request and stores it if it is genuine. The answer is 200 only after it is stored. */
export async function verifyWebhook(deps: VerifyDeps, event: HttpEvent): Promise<WebhookAnswer> {
  const arrivedAt = deps.now();
  const { requestId } = event.requestContext;
  const request = receivedRequest(event);
  const outcome = await checkAndStore(deps, request, arrivedAt);
  const facts = {
    endpoint: deps.endpoint,
    requestId,
    bytes: request.body.length,
    ms: deps.now() - arrivedAt,
  };
  reportOutcome(deps.telemetry, facts, outcome);
  return answerTo(outcome);
}

async function checkAndStore(
  deps: VerifyDeps,
  request: ReceivedRequest,
  arrivedAt: number,
): Promise<WebhookOutcome> {
  let checked: CheckedRequest;
  try {
    checked = await checkRequest(deps, request, arrivedAt);
  } catch (error) {
    const reason = error instanceof SecretReadsLimited ? 'secret-reads-limited' : 'check-failed';
    return { outcome: 'unchecked', reason, error };
  }
  const { verdict, secrets } = checked;
  if (verdict.kind === 'genuine') return storeGenuine(deps, request, { verdict, secrets }, arrivedAt);
  if (verdict.kind === 'secret-not-set') return { outcome: 'unchecked', reason: verdict.kind };
  return { outcome: 'refused', refusal: verdict };
}

/** A genuine verdict, and the secrets of the check. */
interface Proof {
  readonly verdict: GenuineVerdict;
  readonly secrets: readonly SecretValue[];
}

async function storeGenuine(
  deps: VerifyDeps,
  request: ReceivedRequest,
  { verdict, secrets }: Proof,
  arrivedAt: number,
): Promise<WebhookOutcome> {
  const { provider, endpoint, evidenceHeaders } = deps;
  const secretsInside = deps.signsBody ? [] : secrets.map(({ value }) => value);
  const isTest = hasTestMark(deps, request, { verdict, secrets }, arrivedAt);
  const delivery = { deliveryId: deps.newDeliveryId(), receivedAt: new Date(arrivedAt), isTest };
  const { deliveryId } = delivery;
  const fields = { deliveryId, matchedSecret: verdict.matchedSecret, ...(isTest && { test: true as const }) };
  try {
    const endpointFields = { provider, endpoint, evidenceHeaders, secretsInside };
    const webhook = acceptWebhook(verdict, request, { ...delivery, ...endpointFields });
    const timeLeftMs = answerTimeoutMs - (deps.now() - arrivedAt);
    return { ...fields, ...(await withinTime(timeLeftMs, () => storeWebhook(deps.stores, webhook))) };
  } catch (error) {
    return { ...fields, outcome: 'unstored', error };
  }
}

/** Looks for the mark of a test webhook: made with the secret that proved the request. Never throws. */
function hasTestMark(
  { endpoint }: VerifyDeps,
  { headers, body }: ReceivedRequest,
  { verdict, secrets }: Proof,
  now: number,
): boolean {
  const secret = secrets.find(({ stage }) => stage === verdict.matchedSecret)?.value ?? '';
  return isTestMark(headers[testMarkHeader], { secret, endpoint, body, now });
}
