import { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** The types of our resources that the functions read or write by the key. Logs are encrypted by CloudWatch Logs itself. */
const encryptedTypes: ReadonlySet<string> = new Set([
  sqs.CfnQueue.CFN_RESOURCE_TYPE_NAME,
  s3.CfnBucket.CFN_RESOURCE_TYPE_NAME,
  secretsmanager.CfnSecret.CFN_RESOURCE_TYPE_NAME,
]);

/**
 * The permission of all functions to use the user's keys.
 *
 * It is one managed policy, because of the order of an update. An inline policy names queues, so CloudFormation changes it
 * after them: until then no function could use a queue under the new key, and every webhook would be answered with 503.
 * This policy names only keys and roles, and all that is encrypted depends on it, so it always changes first.
 *
 * A policy may have 6,144 characters, and any number of roles; a role may have 10 managed policies, and ours have one.
 * Source: IAM user guide, "IAM and AWS STS quotas", checked 2026-11-27.
 */
export class KeyUse extends Construct {
  private readonly policy: iam.ManagedPolicy;
  private readonly keys: ReadonlySet<kms.IKey>;

  constructor(scope: Construct, id: string, keys: readonly kms.IKey[]) {
    super(scope, id);
    this.keys = new Set(keys);
    this.policy = new iam.ManagedPolicy(this, 'Policy', {
      description: 'Lets the functions use the keys of queues, buckets and secrets',
      statements: [
        new iam.PolicyStatement({
          sid: 'UseKey',
          // Former keys need both too: while an update runs, queues and buckets are still under them.
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [...this.keys].map(({ keyArn }) => keyArn),
        }),
      ],
    });
  }

  /** Lets a role use the keys. */
  allow(role: iam.IRole): void {
    this.policy.attachToRole(role);
  }

  /** Returns whether all functions may use this key. */
  covers(key: kms.IKey): boolean {
    return this.keys.has(key);
  }

  /** Makes CloudFormation change the permission before everything that is encrypted in a construct. */
  comesBefore(construct: Construct): void {
    for (const resource of construct.node.findAll()) {
      if (CfnResource.isCfnResource(resource) && encryptedTypes.has(resource.cfnResourceType))
        resource.node.addDependency(this.policy);
    }
  }
}

/** Makes the permission to use the key and the former keys. Undefined if there is no key. */
export function makeKeyUse(
  scope: Construct,
  encryptionKey: kms.IKey | undefined,
  formerEncryptionKeys: readonly kms.IKey[],
): KeyUse | undefined {
  const keys = [...(encryptionKey ? [encryptionKey] : []), ...formerEncryptionKeys];
  return keys.length > 0 ? new KeyUse(scope, 'UseKey', keys) : undefined;
}
