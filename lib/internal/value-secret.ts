import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { type Settings } from './settings';

/** A value that the provider gives and the user brings. */
export interface ValueNeed {
  /** What to put in, as the stack's output says it. */
  readonly holds: string;
  /** The user's own secret for it. */
  readonly existing?: secretsmanager.ISecret;
}

/**
 * Makes a secret without a value, neither a given nor a generated one: nothing can be verified with a placeholder
 * before the real value is put in.
 */
export function makeValueSecret(
  scope: Construct,
  id: string,
  holds: string,
  { encryptionKey, removalPolicy }: Settings,
): secretsmanager.ISecret {
  const resource = new secretsmanager.CfnSecret(scope, id, {
    description: holds,
    kmsKeyId: encryptionKey?.keyArn,
  });
  resource.applyRemovalPolicy(removalPolicy);
  acknowledge(resource, 'SMG4', 'The provider gives the value: only its user can rotate it, there and here');
  return secretsmanager.Secret.fromSecretAttributes(scope, `${id}Reference`, {
    secretCompleteArn: resource.ref,
    encryptionKey,
  });
}
