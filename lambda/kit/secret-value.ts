/** The version of a secret. The previous one is valid during the grace period after a rotation. */
export type SecretStage = 'current' | 'previous';

/** A valid value of a secret. */
export interface SecretValue {
  readonly stage: SecretStage;
  readonly value: string;
}
