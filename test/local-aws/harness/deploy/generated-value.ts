import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

/** The rules for a generated secret, with the keys that our templates use. */
export interface GenerateSecretString {
  readonly PasswordLength?: number;
  readonly ExcludePunctuation?: boolean;
  readonly IncludeSpace?: boolean;
  readonly RequireEachIncludedType?: boolean;
}

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Makes a value as Secrets Manager would. Throws for other rules than ours, since the value would differ from AWS.
 *
 * Source: CloudFormation reference, AWS::SecretsManager::Secret GenerateSecretString, checked 2026-11-21.
 */
export function generatedValue({ PasswordLength = 32, ...kinds }: GenerateSecretString): string {
  if (!isDeepStrictEqual(kinds, lettersAndDigitsOnly))
    throw new Error(`The local AWS cannot make a secret by these rules: ${JSON.stringify(kinds)}`);
  const character = () => lettersAndDigits[randomInt(lettersAndDigits.length)];
  return Array.from({ length: PasswordLength }, character).join('');
}

const lettersAndDigitsOnly: GenerateSecretString = {
  ExcludePunctuation: true,
  IncludeSpace: false,
  RequireEachIncludedType: false,
};
