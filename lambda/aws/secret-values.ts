import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SecretValue } from '../kit/verdict';
import { withinTime } from '../kit/within-time';
import { readSecretVersions, type SecretVersions, type SecretVersionsOptions } from './secret-versions';

/** How long a value is used without asking again. */
const cacheMilliseconds = 5 * 60_000;
/** At most one read in this time, however many mismatches strangers cause. */
const readIntervalMilliseconds = 2_000;
/** How long a value that is due is used on after its renewal failed, before the next try. */
const renewalPauseMilliseconds = 30_000;
/** What one read may take, the client's own retries included. */
const readBudgetMilliseconds = 1_500;

/** The live values of one secret. */
export interface SecretValues {
  /**
   * The values that count now: the current one first, the previous one within its grace period. Empty when none is set.
   *
   * A cached value is good enough unless `freshSince` (milliseconds since the epoch) asks for values read at or after
   * that moment; it then may take until the next read is allowed, plus a read. Without `freshSince` a cached value
   * outlives an outage of Secrets Manager. Throws when there is no answer to give.
   */
  readonly read: (options?: { readonly freshSince?: number }) => Promise<readonly SecretValue[]>;
}

/** What a secret's values are read with. */
export interface SecretValuesOptions extends SecretVersionsOptions {
  /** Shorter values count for nothing: 16 where we or the user choose the value, 1 where the provider does. */
  readonly minimumLength: number;
}

/** Time, as the cache sees it. */
export interface SecretClock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** A read that is waiting for its turn, under way or done. */
interface Reading {
  readonly startsAt: number;
  readonly versions: Promise<SecretVersions>;
}

/** Makes the cache of one secret: one for each secret of a function, made at init. */
export function secretValues(
  client: SecretsManagerClient,
  options: SecretValuesOptions,
  clock: SecretClock = { now: Date.now, sleep },
): SecretValues {
  let latest: Reading | undefined;
  let cached: { readonly startsAt: number; readonly versions: SecretVersions } | undefined;

  const startReading = (): Reading => {
    const now = clock.now();
    const wait = latest
      ? clamp(latest.startsAt + readIntervalMilliseconds - now, 0, readIntervalMilliseconds)
      : 0;
    const startsAt = now + wait;
    const versions = readAfter(wait).then((read) => {
      cached = { startsAt, versions: read };
      return read;
    });
    // Whoever waits for it sees the failure; nobody waiting must not end the process.
    versions.catch(() => undefined);
    return { startsAt, versions };
  };

  const readAfter = async (wait: number) => {
    if (wait > 0) await clock.sleep(wait);
    return withinTime(readBudgetMilliseconds, (signal) =>
      readSecretVersions(client, options, clock.now(), signal),
    );
  };

  const versionsSince = (moment: number): Promise<SecretVersions> => {
    if (!latest || latest.startsAt < moment) latest = startReading();
    return latest.versions;
  };

  const versionsAtHand = async (): Promise<SecretVersions> => {
    const now = clock.now();
    if (!cached) return versionsSince(now);
    if (now - cached.startsAt < cacheMilliseconds) return cached.versions;
    const stale = cached.versions;
    return versionsSince(now - renewalPauseMilliseconds).catch(() => stale);
  };

  return {
    async read({ freshSince } = {}) {
      const versions = await (freshSince === undefined ? versionsAtHand() : versionsSince(freshSince));
      return liveValues(versions, options, clock.now());
    },
  };
}

/** Judged at each use: a grace period ends while its value lies in the cache. */
function liveValues(versions: SecretVersions, options: SecretValuesOptions, now: number): SecretValue[] {
  const { current, previous, rotatedAt } = versions;
  const inGrace = rotatedAt !== undefined && now - rotatedAt < options.graceSeconds * 1_000;
  const counts = (value: string | undefined) =>
    value !== undefined && value.length >= Math.max(1, options.minimumLength);
  const values: SecretValue[] = [];
  if (current !== undefined && counts(current)) values.push({ stage: 'current', value: current });
  if (previous !== undefined && inGrace && counts(previous))
    values.push({ stage: 'previous', value: previous });
  return values;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
