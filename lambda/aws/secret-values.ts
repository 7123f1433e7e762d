import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { setTimeout as sleep } from 'node:timers/promises';
import { sharedRead, type Clock } from '../kit/shared-read';
import type { SecretValue } from '../kit/secret-value';
import { withinTime } from '../kit/within-time';
import {
  inGrace,
  readSecretVersions,
  type SecretVersions,
  type SecretVersionsOptions,
} from './secret-versions';

/** How long a value is used without asking again. */
const cacheMilliseconds = 5 * 60_000;
/** At most one read in this time, however many mismatches strangers cause. */
const readInterval = 2_000;
/** How long a value that is due is used on after its renewal failed, before the next try. */
const renewalPause = 30_000;
/** What one read may take, the client's own retries included. */
const readBudget = 1_500;

/** The live values of one secret. */
export interface SecretValues {
  /**
   * The values that count now: the current one first, the previous one within its grace period. Empty when none is set.
   *
   * A cached value is good enough, and outlives an outage of Secrets Manager, unless `freshSince` (milliseconds since
   * the epoch) asks for values read at or after that moment: at most 3.5 s, the wait for its turn included.
   * Throws when the values cannot be read.
   */
  readonly read: (options?: { readonly freshSince?: number }) => Promise<readonly SecretValue[]>;
}

/** Which secret, and which of its values count. */
export interface SecretValuesOptions extends SecretVersionsOptions {
  /** Shorter values count for nothing, nor do those with white space at either end: 16 where we or the user choose the value, 1 where the provider does. */
  readonly minimumLength: number;
}

/** Makes the cache of one secret: one for each secret of a function, at init. */
export function secretValues(
  client: SecretsManagerClient,
  options: SecretValuesOptions,
  clock: Clock = { now: Date.now, sleep },
): SecretValues {
  let cached: { readonly readAt: number; readonly versions: SecretVersions } | undefined;

  const readSince = sharedRead(
    async () => {
      const readAt = clock.now();
      const versions = await withinTime(readBudget, (signal) =>
        readSecretVersions(client, options, readAt, signal),
      );
      cached = { readAt, versions };
      return versions;
    },
    readInterval,
    clock,
  );

  const atHand = async (): Promise<SecretVersions> => {
    const now = clock.now();
    // A second try, when its turn comes: not every provider comes again after a 503.
    if (!cached) return readSince(now).catch(() => readSince(now + 1));
    const { readAt, versions } = cached;
    const age = now - readAt;
    // Less than none: the clock was set back, and nobody knows how old they are.
    if (age >= 0 && age < cacheMilliseconds) return versions;
    return readSince(now - renewalPause).catch(() => versions);
  };

  return {
    async read({ freshSince } = {}) {
      const versions = await (freshSince === undefined ? atHand() : readSince(freshSince));
      return liveValues(versions, options, clock.now());
    },
  };
}

/** A newline at its end is the file's that it was read from: taken for the secret, it would refuse every webhook in silence. */
function isUsable(value: string, { minimumLength }: SecretValuesOptions): boolean {
  return value.length >= minimumLength && value.trim() === value;
}

/** Judged at each use: a grace period ends while its value lies in the cache. */
function liveValues(versions: SecretVersions, options: SecretValuesOptions, now: number): SecretValue[] {
  const staged = [
    { stage: 'current', value: versions.current },
    {
      stage: 'previous',
      value: inGrace(versions.rotatedAt, options.graceSeconds, now) ? versions.previous : undefined,
    },
  ] as const;
  return staged.flatMap(({ stage, value }) => (value && isUsable(value, options) ? [{ stage, value }] : []));
}
