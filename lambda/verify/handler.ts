/** The verifier function of one endpoint. It connects API Gateway to `verifyWebhook`. */
import { randomUUID } from 'node:crypto';
import { powertoolsTelemetry } from '../aws/powertools-telemetry';
import { sqsClient, secretsManagerClient } from '../aws/clients';
import { secretValues } from '../aws/secret-values';
import type { SpoolWriter } from '../aws/spool-writer';
import { jsonQueue } from '../aws/work-queue';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { parseEnv } from '../kit/parse-env';
import { webhookVerifiers } from '../providers';
import { verifyEnvSchema } from './env';
import type { HttpEvent } from './received-request';
import { verifyWebhook, type VerifyDeps } from './verify-webhook';
import type { WebhookAnswer } from './webhook-outcome';

const env = parseEnv(verifyEnvSchema, process.env);
const verifier = webhookVerifiers[env.PROVIDER];
const secrets = secretValues(secretsManagerClient(), {
  secretId: env.SECRET_ID,
  graceSeconds: env.SECRET_GRACE_SECONDS,
  form: verifier.secretForm,
  // Above what the route can bring, so that it refuses nothing unless something else calls this function.
  maxReads: { perSecond: 2 * env.THROTTLE_RATE_PER_SECOND, burst: 2 * env.THROTTLE_BURST },
});
const queue = jsonQueue<VerifiedWebhook>(sqsClient(), env.INTAKE_QUEUE_URL);
const spool: SpoolWriter = {
  async put(...given) {
    const { s3Spool } = await import('./s3-spool.js');
    await s3Spool(env.SPOOL_BUCKET).put(...given);
  },
};

const deps: VerifyDeps = {
  provider: env.PROVIDER,
  endpoint: env.ENDPOINT,
  verify: verifier.configure(env.PROVIDER_OPTIONS),
  evidenceHeaders: verifier.evidenceHeaders,
  signsBody: verifier.signsBody,
  readSecrets: secrets.read,
  stores: { queue: (json, signal) => queue.send(json, { signal }), spool: spool.put },
  telemetry: powertoolsTelemetry('verify'),
  now: Date.now,
  newDeliveryId: randomUUID,
};

/** Resolves when the function is ready for its first request. Never rejects: what is not ready then is read with the request. */
export const ready: Promise<void> = secrets.readAhead();

/** Answers a webhook. After any unexpected error the answer is 503, so that the provider sends it again. */
export async function handler(event: HttpEvent): Promise<WebhookAnswer> {
  try {
    return await verifyWebhook(deps, event);
  } catch (error) {
    deps.telemetry.error('unexpected', { endpoint: deps.endpoint }, error);
    deps.telemetry.count('WebhookUnchecked', deps.endpoint);
    return { statusCode: 503 };
  }
}
