/**
 * How a Documenso webhook is verified: by a secret in a header, in the clear. The body is not signed.
 *
 * Source: packages/lib/server-only/webhooks/execute-webhook-call.ts of github.com/documenso/documenso at v2.17.0, checked
 * 2026-11-21.
 */
import { plainSecretForm } from '../../kit/secret-form';
import { matchSecret, sharedSecret } from '../../proof/match-secret';
import type { WebhookVerifier } from '../provider';

/** Compares `X-Documenso-Secret` with the endpoint's own secret, in constant time. An empty header never counts. */
export const documensoVerifier: WebhookVerifier = {
  evidenceHeaders: ['content-type', 'user-agent'],
  signsBody: false,
  secretForm: plainSecretForm,
  configure: () => (request, secrets) =>
    matchSecret(sharedSecret, request.headers['x-documenso-secret'], secrets),
};
