/** The version of a secret: the current one, or the one before it, which is accepted for the grace period. */
export type SecretStage = 'current' | 'previous';

/** When the versions of a secret were made, in milliseconds since the epoch. Absent: there is no such version. */
export type VersionTimes = Readonly<Partial<Record<SecretStage, number>>>;

/** Looks at secrets. Each method throws `CommandFailure`, without any value in it. */
export interface SecretInspector {
  readonly versionTimes: (arn: string) => Promise<VersionTimes>;
  /** Returns `undefined` if the version has no text value. */
  readonly value: (arn: string, stage: SecretStage) => Promise<string | undefined>;
}
