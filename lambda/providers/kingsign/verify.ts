/**
 * How a Kingsign webhook is verified: by the address alone. Its headers are constants.
 *
 * Source: "Webhook Payload Examples" and src/utils/webhook-notifications.ts of
 * github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked 2026-11-21.
 */
import { plainSecretForm } from '../../kit/secret-form';
import { matchSecret, urlToken } from '../../proof/match-secret';
import type { WebhookVerifier } from '../provider';

/** Compares the address's token with the endpoint's own, in constant time. */
export const kingsignVerifier: WebhookVerifier = {
  evidenceHeaders: ['content-type', 'user-agent', 'x-webhook-type', 'x-webhook-source'],
  signsBody: false,
  secretForm: plainSecretForm,
  configure: () => (request, secrets) => matchSecret(urlToken, request.urlToken, secrets),
};
