import { setTimeout as delay } from 'node:timers/promises';
import type { SimulatedEnvelope, SimulatedWebhook } from '../../simulators/kit/provider-simulator';
import type { MatrixWorld } from './matrix-world';

/** The envelope of a row, at its endpoint. */
export interface RowEnvelope {
  readonly endpoint: string;
  readonly envelope: SimulatedEnvelope;
}

/** White space that makes a body larger than an SQS message. The body stays valid JSON. */
const padding = ' '.repeat(1_100_000);

/** The forms of a webhook's body. `differing`: it says more than the provider's own. */
const bodyForms = {
  plain: (body: string) => body,
  large: (body: string) => body + padding,
  differing: (body: string) => JSON.stringify({ ...(JSON.parse(body) as object), said: 'more' }),
} as const;

/** How often a provider sends a webhook that is not answered 200. A busy machine needs many attempts. */
const maxAttempts = 40;

/** Creates a completed envelope. */
export async function completedEnvelope(
  { sample }: MatrixWorld,
  endpoint: string,
  asOf?: string,
): Promise<RowEnvelope> {
  const newest = await sample.connected(endpoint).simulator.addEnvelope();
  newest.complete();
  const envelope = asOf === undefined ? newest : newest.asOf?.(asOf);
  if (!envelope) throw new Error(`${endpoint} has no envelopes as of ${asOf}`);
  return { endpoint, envelope };
}

const hourMs = 60 * 60 * 1_000;

/** Creates an envelope that was completed three hours ago, and whose webhooks were lost. */
export async function missedEnvelope({ sample }: MatrixWorld, endpoint: string): Promise<RowEnvelope> {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * hourMs);
  const envelope = await sample.connected(endpoint).simulator.addEnvelope({ createdAt: hoursAgo(20) });
  envelope.complete(hoursAgo(3));
  return { endpoint, envelope };
}

/**
 * Delivers the webhook about an envelope's completion until it is answered 200, and returns the statuses in order.
 *
 * @throws Error if no answer is 200
 */
export async function deliverCompletion(
  { sample }: MatrixWorld,
  { endpoint, envelope }: RowEnvelope,
  form: keyof typeof bodyForms = 'plain',
): Promise<readonly number[]> {
  const completion = envelope.webhooks().find(({ type }) => type === 'envelope.completed')!;
  const body: SimulatedWebhook['body'] = (target) => bodyForms[form](completion.body(target));
  const statuses: number[] = [];
  while (statuses.length < maxAttempts) {
    const { status } = await sample.post(endpoint, { ...completion, body });
    statuses.push(status);
    if (status === 200) return statuses;
    await delay(200 * Math.min(statuses.length, 8));
  }
  throw new Error(`never answered 200, but ${statuses.join(', ')}`);
}
