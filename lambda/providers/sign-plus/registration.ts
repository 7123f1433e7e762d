import type { RegistrationGuide } from '../provider';

/**
 * How to register an address as a webhook at Sign.Plus: by its API, since no page of its web application is documented.
 *
 * Source: https://apidoc.sign.plus/api-reference/endpoints/signplus/create-webhook and the help center's "Setting up
 * webhooks for real-time Sign.Plus updates", checked 2026-11-21.
 */
export const signPlusRegistration: RegistrationGuide = {
  title: 'Sign.Plus',
  steps: [
    'In Settings > Integrations make an API token: for the next step and, where envelopes are archived, for the secret below.',
    'A webhook is for one event, so call five times: POST https://restapi.sign.plus/v2/webhook with the header "Authorization: Bearer <token>" and {"event":"<EVENT>","target":"{address}"} as JSON.',
    'The five events: ENVELOPE_COMPLETED, ENVELOPE_EXPIRED, ENVELOPE_DECLINED, ENVELOPE_VOIDED, ENVELOPE_AUDIT_TRAIL.',
    'The address is the only proof that a webhook is genuine: show it to nobody else.',
  ],
};
