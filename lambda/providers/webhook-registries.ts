/** How webhooks are registered at each provider. A file of its own: only the command line registers, and the archiver lists. */
import type { ProviderId } from '../contracts/ids';
import { documensoWebhooks } from './documenso/webhook-registry';
import { iinkedSignWebhooks } from './iinked-sign/webhook-registry';
import { kingsignWebhooks } from './kingsign/webhook-registry';
import { signPlusWebhooks } from './sign-plus/webhook-registry';
import type { WebhookRegistration } from './webhook-registry';

export const webhookRegistries: Readonly<Record<ProviderId, WebhookRegistration>> = {
  'iinked-sign': iinkedSignWebhooks,
  'sign-plus': signPlusWebhooks,
  documenso: documensoWebhooks,
  kingsign: kingsignWebhooks,
};
