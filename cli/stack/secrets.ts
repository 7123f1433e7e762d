/** The value of a secret, or why it cannot be read, in words without any value. */
export type SecretReading = { readonly value: string } | { readonly problem: string };

/** Reads the current value of a secret. Never throws. */
export type ReadSecret = (arn: string) => Promise<SecretReading>;

/** The ids of a secret's versions, by stage. */
export interface SecretStages {
  readonly current?: string;
  /** The version before the current one. It is accepted for the grace period (`secretGrace`). */
  readonly previous?: string;
}

/** Changes the versions of a secret, without reading their values. Every method throws `CommandFailure`. */
export interface SecretVersioning {
  readonly stages: (arn: string) => Promise<SecretStages>;
  /** Removes the stage "previous" from that version. */
  readonly dropPrevious: (arn: string, versionId: string) => Promise<void>;
  /**
   * Makes a value the current one. The value until now becomes the previous one.
   *
   * @param advice what to do if the call may have been done; by default that a second new value would end the one in use
   */
  readonly put: (arn: string, value: string, advice?: string) => Promise<void>;
}

/**
 * Makes a function forget all that it has cached. When this returns, new instances handle every new request. Throws
 * `CommandFailure`.
 */
export type RenewFunction = (name: string) => Promise<void>;

/** Returns whether two ids are of the same secret. An id is a complete ARN, or a name if the secret is imported by name. */
export function isSameSecret(one: string, other: string): boolean {
  return one === other || isNamed(one, other) || isNamed(other, one);
}

/** A complete ARN ends with the name, a hyphen and six characters. */
const isNamed = (arn: string, name: string) => arn.split(':').slice(6).join(':').slice(0, -7) === name;
