import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { type Settings } from './settings';

/**
 * How Secrets Manager makes a value: 44 letters and digits are 262 bits, and stand in an address as they are. Never to be
 * changed: with a changed generator CloudFormation makes new values, and whatever is registered at a provider is dead.
 */
const generator: secretsmanager.CfnSecret.GenerateSecretStringProperty = {
  passwordLength: 44,
  excludePunctuation: true,
  includeSpace: false,
  // Each required kind would make the value a little easier to guess.
  requireEachIncludedType: false,
};

/** Makes a secret with a value that nobody has seen: for what proves a webhook where the provider lets us choose. */
export function makeGeneratedSecret(
  scope: Construct,
  id: string,
  holds: string,
  { encryptionKey, removalPolicy }: Settings,
): secretsmanager.ISecret {
  const resource = new secretsmanager.CfnSecret(scope, id, {
    description: holds,
    kmsKeyId: encryptionKey?.keyArn,
    generateSecretString: generator,
  });
  resource.applyRemovalPolicy(removalPolicy);
  acknowledge(
    resource,
    'SMG4',
    'A new value has to be registered at the provider: only its user can do that',
  );
  return secretsmanager.Secret.fromSecretAttributes(scope, `${id}Reference`, {
    secretCompleteArn: resource.ref,
    encryptionKey,
  });
}
