import { setTimeout as delay } from 'node:timers/promises';
import type { SimulatedEnvelope, SimulatedWebhook } from '../../simulators/kit/provider-simulator';
import type { MatrixWorld } from './matrix-world';

/** An envelope of a row, at its endpoint. */
export interface RowEnvelope {
  readonly endpoint: string;
  readonly envelope: SimulatedEnvelope;
}

/** Larger than any queue's message: white space, which is JSON all the same. */
const padding = ' '.repeat(1_100_000);

/** How often a provider sends what was not answered 200. */
const maxAttempts = 8;

/** Makes a completed envelope. */
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

/**
 * Delivers the webhook that tells of an envelope's completion, again while it is not answered 200, and gives the answers'
 * statuses, in order.
 *
 * @throws Error where the last one is not 200 either
 */
export async function deliverCompletion(
  { sample }: MatrixWorld,
  { endpoint, envelope }: RowEnvelope,
  size: 'large' | 'small' = 'small',
): Promise<readonly number[]> {
  const told = envelope.webhooks().find(({ type }) => type === 'envelope.completed')!;
  const body: SimulatedWebhook['body'] = (target) => told.body(target) + (size === 'large' ? padding : '');
  const statuses: number[] = [];
  while (statuses.length < maxAttempts) {
    const { status } = await sample.post(endpoint, { ...told, body });
    statuses.push(status);
    if (status === 200) return statuses;
    await delay(200 * statuses.length);
  }
  throw new Error(`never answered 200, but ${statuses.join(', ')}`);
}
