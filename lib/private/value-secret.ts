import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type Settings } from './settings';

/** A value that the provider gives and the user brings: what to put in, and the secret, if there is one already. */
export interface ValueNeed {
  /** What to put in, as the stack's output says it. */
  readonly holds: string;
  readonly existing?: secretsmanager.ISecret;
}

/**
 * A secret without a value: neither a text nor a generated one, so that nothing can be verified with a placeholder
 * before the real value is put in.
 */
export class ValueSecret extends Construct {
  readonly secret: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, need: ValueNeed, settings: Settings) {
    super(scope, id);
    const resource = new secretsmanager.CfnSecret(this, 'Resource', {
      description: need.holds,
      kmsKeyId: settings.encryptionKey?.keyArn,
    });
    resource.applyRemovalPolicy(settings.removalPolicy);
    this.secret = secretsmanager.Secret.fromSecretAttributes(this, 'Secret', {
      secretCompleteArn: resource.ref,
      encryptionKey: settings.encryptionKey,
    });
  }
}
