import { defined } from '../../lambda/kit/defined';
import type { EndpointOutput } from '../stack/outputs';
import type { SecretInspector } from './secret-inspector';

/** The webhook secret of an endpoint, with its values: never print it. */
export interface WebhookSecret {
  readonly current?: string;
  /** The value before, while it is accepted. */
  readonly previous?: string;
  /** When the current value was put in, in milliseconds since the epoch. */
  readonly replacedAt?: number;
  /** Until when the previous value is accepted. Absent if there is no such value. */
  readonly previousUntil?: number;
}

/** The rotation of secrets, and the time. */
export interface SecretClock {
  readonly graceSeconds: number;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
}

/** Reads the secret. Throws `CommandFailure`. */
export async function readWebhookSecret(
  { webhookSecretArn: arn }: Pick<EndpointOutput, 'webhookSecretArn'>,
  secrets: SecretInspector,
  clock: SecretClock,
): Promise<WebhookSecret> {
  const times = await secrets.versionTimes(arn);
  const previousUntil = graceEnd(times, clock);
  const [current, previous] = await Promise.all([
    secrets.value(arn, 'current'),
    previousUntil === undefined ? undefined : secrets.value(arn, 'previous'),
  ]);
  return defined({ current, previous, replacedAt: times.current, previousUntil });
}

/** Returns when the previous version ends to be accepted; `undefined` if none is accepted now. */
export function graceEnd(
  { current, previous }: Awaited<ReturnType<SecretInspector['versionTimes']>>,
  { graceSeconds, now }: SecretClock,
): number | undefined {
  if (current === undefined || previous === undefined) return undefined;
  const end = current + graceSeconds * 1_000;
  return end > now() ? end : undefined;
}
