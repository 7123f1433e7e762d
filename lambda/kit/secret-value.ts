/** The version of a secret: `previous` counts within the grace period after a rotation. */
export type SecretStage = 'current' | 'previous';

/** One live value of a secret. */
export interface SecretValue {
  readonly stage: SecretStage;
  readonly value: string;
}
