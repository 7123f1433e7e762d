import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { rateLimit, type RateLimit } from '../kit/rate-limit';
import { hasSecretForm, type SecretForm } from '../kit/secret-form';
import { sharedRead } from '../kit/shared-read';
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
/** How long an old value stays in use after a failed renewal, before the next attempt. */
const renewalPauseMs = 30_000;
/** The time limit of one read, including the client's own retries. */
const readTimeoutMs = 1_500;
/** The time limit of the read while the function starts. A provider may wait already, and the request's own 8 s come after it. */
const aheadTimeoutMs = 1_000;

/** There were more reads than `maxReads` allows. No call was made. */
export class SecretReadsLimited extends Error {
  override readonly name = 'SecretReadsLimited';

  constructor() {
    super('too many reads of the secret');
  }
}

/** The valid values of one secret. */
export interface SecretValues {
  /**
   * Returns the values that are valid now: the current one first, then the previous one within its grace period. Empty if
   * none is set.
   *
   * Without `freshSince`, cached values are used, also during an outage of Secrets Manager. With it (milliseconds since the
   * epoch), the read started at or after that time. It takes at most 1.5 s, and twice that if nothing is cached. Throws if the
   * values cannot be read, and `SecretReadsLimited`.
   */
  readonly read: (options?: { readonly freshSince?: number }) => Promise<readonly SecretValue[]>;
  /**
   * Reads the values for `read`, while the function starts. It takes at most a second, and never throws: after a failure, `read` begins
   * anew with all of its time.
   */
  readonly readAhead: () => Promise<void>;
}

/** The secret, and the rules for its values. */
export interface SecretValuesOptions extends SecretVersionsOptions {
  /** Values of another form are ignored. */
  readonly form: SecretForm;
  /** The limit of reads while a value is cached. Absent where strangers cannot cause reads. */
  readonly maxReads?: RateLimit;
}

/**
 * Makes the cache of one secret. A function makes one for each of its secrets, at init.
 *
 * @param now returns milliseconds since the epoch
 */
export function secretValues(
  client: SecretsManagerClient,
  options: SecretValuesOptions,
  now: () => number = Date.now,
): SecretValues {
  let cached: { readonly readAt: number; readonly versions: SecretVersions } | undefined;
  const mayRead = options.maxReads ? rateLimit(options.maxReads, now) : () => true;

  const readOnce = async (timeoutMs = readTimeoutMs): Promise<SecretVersions> => {
    const readAt = now();
    const versions = await withinTime(timeoutMs, (signal) =>
      readSecretVersions(client, options, readAt, signal),
    );
    cached = { readAt, versions };
    return versions;
  };

  const readSince = sharedRead(async () => {
    // A new instance reads twice, and the limit does not count: not every provider sends again after a 503.
    if (!cached) return readOnce().catch(() => readOnce());
    if (!mayRead()) throw new SecretReadsLimited();
    return readOnce();
  }, now);

  let ahead: Promise<void> | undefined;

  const cachedOrRead = async (): Promise<SecretVersions> => {
    // Not a read of its own beside the one that has begun: it would wait for as long, and begin later.
    await ahead;
    const at = now();
    if (!cached) return readSince(at);
    const { readAt, versions } = cached;
    const age = at - readAt;
    // A negative age: the clock was set back, so the real age is unknown.
    if (age >= 0 && age < cacheMs) return versions;
    return readSince(at - renewalPauseMs).catch(() => versions);
  };

  return {
    async read({ freshSince } = {}) {
      const versions = await (freshSince === undefined ? cachedOrRead() : readSince(freshSince));
      return validValues(versions, options, now());
    },
    readAhead: () => (ahead = readOnce(aheadTimeoutMs).then(nothing, nothing)),
  };
}

const nothing = () => undefined;

/** Checked at each use, because a grace period can end while its value is cached. */
function validValues(versions: SecretVersions, options: SecretValuesOptions, now: number): SecretValue[] {
  const staged = [
    { stage: 'current', value: versions.current },
    {
      stage: 'previous',
      value: inGrace(versions.rotatedAt, options.graceSeconds, now) ? versions.previous : undefined,
    },
  ] as const;
  return staged.flatMap(({ stage, value }) =>
    value && hasSecretForm(value, options.form) ? [{ stage, value }] : [],
  );
}
