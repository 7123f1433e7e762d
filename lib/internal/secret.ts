import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { type Settings } from './settings';

/** A secret that an endpoint needs. */
export interface RequiredSecret {
  /** The description of the value. The stack's output shows it to the person who puts the value in. */
  readonly holds: string;
  /** The user's own secret. */
  readonly existing?: secretsmanager.ISecret;
}

/** Properties of a new secret. */
export interface SecretProps {
  /** The description of the value. */
  readonly holds: string;
  /** `true` if Secrets Manager generates the value, where the provider lets us choose it. */
  readonly generated?: boolean;
  /** The settings of the pipeline. */
  readonly settings: Settings;
}

/**
 * The rules by which Secrets Manager generates a value: 44 letters and digits are 262 bits and need no escaping in a URL.
 * Never change them: CloudFormation would generate new values, and the values registered at providers would stop working.
 */
const generateSecretString: secretsmanager.CfnSecret.GenerateSecretStringProperty = {
  passwordLength: 44,
  excludePunctuation: true,
  includeSpace: false,
  // Each required kind of character would make the value slightly easier to guess.
  requireEachIncludedType: false,
};

/**
 * Makes a secret, with a generated value or without any. It never has a placeholder, so that nothing can be verified
 * before the real value is put in.
 */
export function makeSecret(
  scope: Construct,
  id: string,
  { holds, generated = false, settings }: SecretProps,
): secretsmanager.ISecret {
  const { encryptionKey, removalPolicy } = settings;
  const resource = new secretsmanager.CfnSecret(scope, id, {
    description: holds,
    kmsKeyId: encryptionKey?.keyArn,
    generateSecretString: generated ? generateSecretString : undefined,
  });
  resource.applyRemovalPolicy(removalPolicy);
  acknowledge(
    resource,
    'SMG4',
    generated
      ? 'A new value must be registered at the provider, and only its user can do that'
      : 'The provider issues the value, so only its user can rotate it, at the provider and here',
  );
  return secretsmanager.Secret.fromSecretAttributes(scope, `${id}Reference`, {
    secretCompleteArn: resource.ref,
    encryptionKey,
  });
}
