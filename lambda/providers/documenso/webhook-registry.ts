import type { ManualRegistration } from '../webhook-registry';

/**
 * Documenso's web application registers webhooks. Its only route for API tokens (`/api/v1/zapier/subscribe`) is not documented and stores no
 * secret, so every webhook would be refused.
 *
 * Source: packages/api/v1 and packages/trpc/server/webhook-router of github.com/documenso/documenso v2.17.0, checked 2026-11-28.
 */
export const documensoWebhooks: ManualRegistration = {
  kind: 'manual',
  reason: "Documenso's API has no route that registers a webhook with a secret",
};
