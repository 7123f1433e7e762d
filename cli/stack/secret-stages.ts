/** The versions of a secret, as far as they have a name. */
export interface SecretStages {
  /** Id of the version that counts. */
  readonly current?: string;
  /** Id of the version before it, which counts for `secretGrace` more. */
  readonly previous?: string;
}

/** Handles a secret's versions, and never their values. Every method throws `CommandFailure`. */
export interface SecretVersioning {
  readonly stages: (arn: string) => Promise<SecretStages>;
  /** Takes the name of the previous version from that version. */
  readonly dropPrevious: (arn: string, versionId: string) => Promise<void>;
  /** Makes a value the current one; the one until now becomes the previous one. */
  readonly put: (arn: string, value: string) => Promise<void>;
}

/** Makes a function forget whatever it has read: when it returns, every new request is taken by a new instance. Throws `CommandFailure`. */
export type RenewFunction = (name: string) => Promise<void>;
