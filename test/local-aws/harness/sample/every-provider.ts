import { providerIdSchema } from '../../../../lambda/contracts/ids';
import type { SimulatedEnvelope, WebhookTarget } from '../../../simulators/kit/provider-simulator';
import type { RunningSample } from './launch-sample';
import type { DeliveryAnswer } from '../send/post-delivery';
import type { SampleEndpoint } from './sample-endpoint';

/** One endpoint for each provider, with the provider's name. */
export const everyProvider: readonly SampleEndpoint[] = providerIdSchema.options.map((id) => ({
  provider: id,
  endpoint: id,
}));

/** Lists the types of an envelope's events, sorted, without those of the archiver. */
export function expectedTypes(envelope: SimulatedEnvelope): readonly string[] {
  return envelope
    .webhooks()
    .filter(({ repeats }) => !repeats)
    .map(({ type }) => type)
    .sort();
}

/** Creates an envelope, and posts the first of its webhooks. `forged` replaces the secret or the address. */
export async function postFirstWebhook(
  { connected, post }: Pick<RunningSample, 'connected' | 'post'>,
  endpoint: string,
  forged?: Partial<WebhookTarget>,
): Promise<{ readonly envelopeId: string; readonly status: number }> {
  const envelope = await connected(endpoint).simulator.addEnvelope();
  const [webhook] = envelope.webhooks();
  const { status } = await post(endpoint, webhook!, forged);
  return { envelopeId: envelope.id, status };
}

/** Creates an envelope that everybody has signed, and delivers its webhooks in the provider's order. */
export async function signEnvelope(
  { connected, post }: Pick<RunningSample, 'connected' | 'post'>,
  endpoint: string,
  title?: string,
): Promise<{ readonly envelope: SimulatedEnvelope; readonly answers: readonly DeliveryAnswer[] }> {
  const envelope = await connected(endpoint).simulator.addEnvelope(title === undefined ? {} : { title });
  envelope.complete();
  const answers: DeliveryAnswer[] = [];
  for (const webhook of envelope.webhooks()) answers.push(await post(endpoint, webhook));
  return { envelope, answers };
}
