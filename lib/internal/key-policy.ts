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
    // EventBridge sends it the sweep. There is no condition, because the guides differ. SQS's lists EventBridge, as CloudWatch
    // Events, among the services that support `aws:SourceArn`. SNS's says that EventBridge supports neither that key nor
    // `aws:SourceAccount` for topics. With a wrong condition, no sweep arrives. The queue's policy admits only the rule.
    // Source: SQS and SNS developer guides, "Key management", checked 2026-11-27.
    new iam.PolicyStatement({
      sid: 'SendSweepsToEncryptedQueue',
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
    }),
  ];
}
