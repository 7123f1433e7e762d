import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { type Construct } from 'constructs';
import { addOrWarn } from './resource-policy';

/** Lets CloudWatch Logs, S3 and EventBridge use the user's key. */
export function addServicesToKeyPolicy(scope: Construct, key: kms.IKey): void {
  const statements = serviceStatements(Stack.of(scope));
  addOrWarn(scope, statements, (statement) => key.addToResourcePolicy(statement, true), {
    id: 'cdk-esign-webhooks:encryption-key-policy',
    message:
      'CDK cannot change the policy of your encryptionKey. The deployment fails unless the policy has these statements:',
  });
}

function serviceStatements(stack: Stack): iam.PolicyStatement[] {
  const logGroups = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    new iam.PolicyStatement({
      sid: 'EncryptLogs',
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
      actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
    }),
    // S3 notifies the intake queue about spooled webhooks.
    new iam.PolicyStatement({
      sid: 'SendToEncryptedQueue',
      principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    // EventBridge sends it the sweep. AWS documents this statement without a condition, and that `aws:SourceAccount` does not
    // work for an encrypted topic. The policy of the queue admits only the rule. Source: EventBridge user guide, targets; SNS
    // developer guide, encrypted topics; checked 2026-11-26.
    new iam.PolicyStatement({
      sid: 'SendSweepsToEncryptedQueue',
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
    }),
  ];
}
