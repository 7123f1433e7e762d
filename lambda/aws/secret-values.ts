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

/** How long a value is used before it is read again. */
const cacheMs = 5 * 60_000;
/** The minimum time between two reads: strangers can cause many mismatches. */
const minReadIntervalMs = 2_000;
/** How long an old value stays in use after a failed renewal, before the next attempt. */
const renewalPauseMs = 30_000;
/** The time limit of one read, including the client's own retries. */
const readTimeoutMs = 1_500;

/** The valid values of one secret. */
export interface SecretValues {
  /**
   * Returns the values that are valid now: the current one first, then the previous one within its grace period. Empty if
   * none is set.
   *
   * Without `freshSince`, cached values are used, also during an outage of Secrets Manager. With it (milliseconds since the
   * epoch), the values are read at or after that time, which takes at most 3.5 s. Throws if the values cannot be read.
   */
  readonly read: (options?: { readonly freshSince?: number }) => Promise<readonly SecretValue[]>;
}

/** The secret, and the rules for its values. */
export interface SecretValuesOptions extends SecretVersionsOptions {
  /** Shorter values are ignored, and values with white space at either end. 16 if we or the user choose the value, 1 if the provider does. */
  readonly minLength: number;
}

/** Makes the cache of one secret. A function makes one for each of its secrets, at init. */
export function secretValues(
  client: SecretsManagerClient,
  options: SecretValuesOptions,
  clock: Clock = { now: Date.now, sleep },
): SecretValues {
  let cached: { readonly readAt: number; readonly versions: SecretVersions } | undefined;

  const readSince = sharedRead(
    async () => {
      const readAt = clock.now();
      const versions = await withinTime(readTimeoutMs, (signal) =>
        readSecretVersions(client, options, readAt, signal),
      );
      cached = { readAt, versions };
      return versions;
    },
    minReadIntervalMs,
    clock,
  );

  const cachedOrRead = async (): Promise<SecretVersions> => {
    const now = clock.now();
    // The second attempt waits for the minimum interval. Not every provider retries after a 503.
    if (!cached) return readSince(now).catch(() => readSince(now + 1));
    const { readAt, versions } = cached;
    const age = now - readAt;
    // A negative age: the clock was set back, so the real age is unknown.
    if (age >= 0 && age < cacheMs) return versions;
    return readSince(now - renewalPauseMs).catch(() => versions);
  };

  return {
    async read({ freshSince } = {}) {
      const versions = await (freshSince === undefined ? cachedOrRead() : readSince(freshSince));
      return validValues(versions, options, clock.now());
    },
  };
}

/** A value with a newline at its end was probably read from a file. Used as it is, it would silently refuse each webhook. */
function isUsable(value: string, { minLength }: SecretValuesOptions): boolean {
  return value.length >= minLength && value.trim() === value;
}

/** Checked at each use, because a grace period can end while its value is cached. */
function validValues(versions: SecretVersions, options: SecretValuesOptions, now: number): SecretValue[] {
  const staged = [
    { stage: 'current', value: versions.current },
    {
      stage: 'previous',
      value: inGrace(versions.rotatedAt, options.graceSeconds, now) ? versions.previous : undefined,
    },
  ] as const;
  return staged.flatMap(({ stage, value }) => (value && isUsable(value, options) ? [{ stage, value }] : []));
}
