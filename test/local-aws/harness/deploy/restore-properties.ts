import {
  PutFunctionConcurrencyCommand,
  PutFunctionRecursionConfigCommand,
  type RecursiveLoop,
} from '@aws-sdk/client-lambda';
import {
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutObjectLockConfigurationCommand,
  type LifecycleRule,
  type OwnershipControlsRule,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Adaptation } from './adaptation';
import type { AwsClients } from '../emulator/aws-clients';
import { generatedValue, type GenerateSecretString } from './generated-value';
import { pathOf, type Template } from './template';

/** A property that the emulator's CloudFormation silently drops, and the call that sets it. */
interface DroppedProperty {
  readonly type: string;
  readonly property: string;
  readonly restore: (clients: AwsClients, physicalId: string, value: never) => Promise<unknown>;
}

interface CfnEncryptionRule {
  readonly BucketKeyEnabled?: boolean;
  readonly ServerSideEncryptionByDefault: {
    readonly SSEAlgorithm: 'AES256' | 'aws:kms';
    readonly KMSMasterKeyID?: string;
  };
}

interface CfnEncryption {
  readonly ServerSideEncryptionConfiguration: readonly CfnEncryptionRule[];
}

interface CfnLifecycleRule {
  readonly Id?: string;
  readonly Status: 'Enabled' | 'Disabled';
  readonly Prefix?: string;
  readonly ExpirationInDays?: number;
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number };
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation: number };
}

interface CfnObjectLock {
  readonly ObjectLockEnabled: 'Enabled';
  readonly Rule?: {
    readonly DefaultRetention: {
      readonly Mode: 'GOVERNANCE' | 'COMPLIANCE';
      readonly Days?: number;
      readonly Years?: number;
    };
  };
}

const droppedProperties: readonly DroppedProperty[] = [
  {
    type: 'AWS::Lambda::Function',
    property: 'ReservedConcurrentExecutions',
    restore: ({ lambda }, FunctionName, ReservedConcurrentExecutions: number) =>
      lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions })),
  },
  {
    type: 'AWS::Lambda::Function',
    property: 'RecursiveLoop',
    restore: ({ lambda }, FunctionName, RecursiveLoop: RecursiveLoop) =>
      lambda.send(new PutFunctionRecursionConfigCommand({ FunctionName, RecursiveLoop })),
  },
  {
    type: 'AWS::S3::Bucket',
    property: 'OwnershipControls',
    restore: ({ s3 }, Bucket, OwnershipControls: { Rules: OwnershipControlsRule[] }) =>
      s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls })),
  },
  {
    type: 'AWS::S3::Bucket',
    property: 'BucketEncryption',
    restore: ({ s3 }, Bucket, { ServerSideEncryptionConfiguration: rules }: CfnEncryption) =>
      s3.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: { Rules: rules.map(encryptionRule) },
        }),
      ),
  },
  {
    type: 'AWS::S3::Bucket',
    property: 'LifecycleConfiguration',
    restore: ({ s3 }, Bucket, { Rules }: { Rules: CfnLifecycleRule[] }) =>
      s3.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: { Rules: Rules.map(lifecycleRule) },
        }),
      ),
  },
  {
    type: 'AWS::S3::Bucket',
    property: 'ObjectLockConfiguration',
    restore: ({ s3 }, Bucket, ObjectLockConfiguration: CfnObjectLock) =>
      s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration })),
  },
  {
    // The emulator makes a value by its own rules, with punctuation, which an address cannot contain.
    type: 'AWS::SecretsManager::Secret',
    property: 'GenerateSecretString',
    restore: ({ secrets }, SecretId, rules: GenerateSecretString) =>
      secrets.send(new PutSecretValueCommand({ SecretId, SecretString: generatedValue(rules) })),
  },
];

/** Sets the dropped properties through the services' own APIs, and returns what it set. */
export async function restoreProperties(
  template: Template,
  physicalIds: ReadonlyMap<string, string>,
  clients: AwsClients,
): Promise<readonly Adaptation[]> {
  const adaptations: Adaptation[] = [];
  for (const [id, resource] of Object.entries(template.Resources)) {
    for (const { type, property, restore } of droppedProperties) {
      const value = resource.Properties?.[property];
      if (resource.Type !== type || value === undefined) continue;
      await restore(clients, physicalIds.get(id) ?? '', withPhysicalIds(value, physicalIds) as never);
      adaptations.push({
        kind: 'restored',
        path: pathOf(id, resource),
        what: `${type} ${property}`,
        why: "the emulator's CloudFormation silently drops it",
      });
    }
  }
  return adaptations;
}

/** Replaces references to other resources by their physical ids. S3 takes a key's id like its ARN. */
function withPhysicalIds(value: unknown, physicalIds: ReadonlyMap<string, string>): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) => {
    const reference = inner as { readonly Ref?: string; readonly 'Fn::GetAtt'?: readonly string[] } | null;
    return physicalIds.get(reference?.Ref ?? reference?.['Fn::GetAtt']?.[0] ?? '') ?? inner;
  });
}

function encryptionRule(rule: CfnEncryptionRule): ServerSideEncryptionRule {
  return {
    ApplyServerSideEncryptionByDefault: rule.ServerSideEncryptionByDefault,
    BucketKeyEnabled: rule.BucketKeyEnabled,
  };
}

function lifecycleRule(rule: CfnLifecycleRule): LifecycleRule {
  return {
    ID: rule.Id,
    Status: rule.Status,
    Filter: { Prefix: rule.Prefix ?? '' },
    Expiration: rule.ExpirationInDays === undefined ? undefined : { Days: rule.ExpirationInDays },
    NoncurrentVersionExpiration: rule.NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
  };
}
