/**
 * How a Sign.Plus webhook is verified: by the address alone. Nothing in the request proves its sender.
 *
 * Source: https://apidoc.sign.plus/guides/get-notified-using-webhooks and .../signplus/create-webhook (no secret, no
 * signature), checked 2026-11-21.
 */
import { plainSecretForm } from '../../kit/secret-form';
import { matchSecret, urlToken } from '../../proof/match-secret';
import type { WebhookVerifier } from '../provider';

/** Compares the address's token with the endpoint's own, in constant time. */
export const signPlusVerifier: WebhookVerifier = {
  evidenceHeaders: ['content-type', 'user-agent'],
  signsBody: false,
  secretForm: plainSecretForm,
  configure: () => (request, secrets) => matchSecret(urlToken, request.urlToken, secrets),
};
