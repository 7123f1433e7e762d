/** THE registry of sample webhooks: what `trigger` and the entry point `testing` send. */
import type { ProviderId } from '../contracts/ids';
import { documensoSamples } from './documenso/sample-webhooks';
import { iinkedSignSamples } from './iinked-sign/sample-webhooks';
import { kingsignSamples } from './kingsign/sample-webhooks';
import { signPlusSamples } from './sign-plus/sample-webhooks';
import type { SampleWebhooks } from './support/sample-webhooks';

export const sampleWebhooks: Readonly<Record<ProviderId, SampleWebhooks>> = {
  'iinked-sign': iinkedSignSamples,
  'sign-plus': signPlusSamples,
  documenso: documensoSamples,
  kingsign: kingsignSamples,
};
