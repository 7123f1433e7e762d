import type { NewWebhook, RegisteredWebhook, WebhookRegistry } from '../../lambda/providers/webhook-registry';
import type { CallProvider } from './call-provider';

/** The calls to one registry. Each throws `CommandFailure`. */
export interface WebhookCalls {
  readonly list: () => Promise<readonly RegisteredWebhook[]>;
  readonly create: (webhook: NewWebhook) => Promise<void>;
  readonly remove: (webhook: RegisteredWebhook) => Promise<void>;
  /** Whether anybody can read the list. `false` if the provider protects it. */
  readonly isReadableByAnybody: () => Promise<boolean>;
}

/** Makes the calls. Their errors name an event, and never an address. */
export function webhookCalls(registry: WebhookRegistry, call: CallProvider): WebhookCalls {
  return {
    list: () => call('list the webhooks', registry.list),
    create: (webhook) =>
      call(`register the webhook for ${webhook.event}`, (signal) => registry.create(webhook, signal)),
    remove: ({ id, event }) => call(`remove a webhook for ${event}`, (signal) => registry.remove(id, signal)),
    isReadableByAnybody: async () =>
      registry.isReadableByAnybody !== undefined &&
      call('ask for the webhooks without credentials', registry.isReadableByAnybody),
  };
}
