import { createHmac } from 'node:crypto';
import { secretValues } from '../../../lambda/aws/secret-values';
import type { VerifiedWebhook } from '../../../lambda/contracts/verified-webhook';
import { defined } from '../../../lambda/kit/defined';
import type { JsonText } from '../../../lambda/kit/json-text';
import type { RateLimit } from '../../../lambda/kit/rate-limit';
import { anySecretForm } from '../../../lambda/kit/secret-form';
import type { MetricName } from '../../../lambda/kit/telemetry';
import { iinkedSignVerifier } from '../../../lambda/providers/iinked-sign/verify';
import type { HttpEvent } from '../../../lambda/verify/received-request';
import { verifyWebhook, type VerifyDeps } from '../../../lambda/verify/verify-webhook';
import { fakeSecretsManager, type FakeSecret } from '../aws/fake-secrets-manager';
import { capturedTelemetry, type LogEntry } from '../captured-telemetry';

const url = 'https://hooks.example.com/webhooks/iinked-sign';
export const deliveryId = '6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f';

/** The start time of each test. */
export const now = Date.parse('2026-11-21T12:00:00.000Z');

/** The behavior of a store: `lost-answer` stores and then never answers. */
export type StoreState = 'up' | 'down' | 'hanging' | 'lost-answer';

/** The world around the verify stage, as a test sees and changes it. */
export interface VerifierWorld {
  readonly secret: FakeSecret;
  readonly queue: FakeStore;
  readonly spool: FakeStore;
  readonly deps: VerifyDeps;
  readonly secretReads: () => number;
  readonly lines: readonly LogEntry[];
  readonly metrics: readonly MetricName[];
  /** Sends a request and lets time pass until it is answered. */
  readonly post: (event: HttpEvent) => Promise<{ readonly statusCode: number; readonly ms: number }>;
}

export interface FakeStore {
  state: StoreState;
  readonly stored: VerifiedWebhook[];
  readonly put: (json: JsonText<VerifiedWebhook>) => Promise<void>;
}

/** The verify stage with a fake world. Jest's fake timers control the time. */
export function verifierWorld(
  given: Partial<FakeSecret> & { readonly graceSeconds?: number; readonly maxReads?: RateLimit } = {},
): VerifierWorld {
  const { graceSeconds = 86_400, maxReads, ...secretGiven } = given;
  const manager = fakeSecretsManager({ rotatedAt: now - 90 * 86_400_000, ...secretGiven });
  const values = secretValues(
    manager.client,
    defined({ secretId: 'webhook-secret', graceSeconds, form: anySecretForm, maxReads }),
    () => Date.now(),
  );
  const [queue, spool] = [fakeStore(), fakeStore()];
  const { telemetry, entries: lines, metrics } = capturedTelemetry();
  const deps: VerifyDeps = {
    provider: 'iinked-sign',
    endpoint: 'iinked-sign',
    verify: iinkedSignVerifier.configure({ registeredUrls: [url] }),
    evidenceHeaders: iinkedSignVerifier.evidenceHeaders,
    signsBody: iinkedSignVerifier.signsBody,
    readSecrets: values.read,
    stores: { queue: queue.put, spool: (_webhook, json) => spool.put(json) },
    telemetry,
    now: () => Date.now(),
    newDeliveryId: () => deliveryId,
  };
  const post = (event: HttpEvent) => answered(verifyWebhook(deps, event));
  return {
    secret: manager.secret,
    secretReads: () => manager.stages().length,
    queue,
    spool,
    deps,
    lines,
    metrics,
    post,
  };
}

/** Advances the time by 10 ms until there is an answer, and returns its duration. */
async function answered(answer: Promise<{ readonly statusCode: number }>) {
  const start = Date.now();
  let done = false;
  const watched = answer.finally(() => {
    done = true;
  });
  while (!done && Date.now() - start < 60_000) await jest.advanceTimersByTimeAsync(10);
  return { ...(await watched), ms: Date.now() - start };
}

function fakeStore(): FakeStore {
  const store: FakeStore = {
    state: 'up',
    stored: [],
    put: (json) => {
      if (store.state === 'down') return Promise.reject(new Error('the service is down'));
      if (store.state === 'up' || store.state === 'lost-answer')
        store.stored.push(JSON.parse(json) as VerifiedWebhook);
      return store.state === 'up' ? Promise.resolve() : new Promise(() => undefined);
    },
  };
  return store;
}

/** A request from API Gateway, signed like the provider does. */
export function signedEvent(
  secret: string,
  body: string | Uint8Array = '{"action":"package_add"}',
): HttpEvent {
  const bytes = Buffer.from(body);
  const signature = createHmac('sha256', secret).update(url).update(bytes).digest('base64');
  const headers = { 'content-type': 'application/json', 'x-syngrafii-signature': signature, cookie: 'a=b' };
  return typeof body === 'string'
    ? { headers, body, isBase64Encoded: false, requestContext: { requestId: 'request-1' } }
    : {
        headers,
        body: bytes.toString('base64'),
        isBase64Encoded: true,
        requestContext: { requestId: 'request-1' },
      };
}
