import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { type Construct } from 'constructs';
import { pastePolicy } from './paste-policy';

/** Lets the AWS services that write for us use the user's key; where CDK cannot, a warning shows the statements. */
export function letServicesUse(scope: Construct, key: kms.IKey): void {
  const refused = serviceStatements(Stack.of(scope)).filter(
    (statement) => !key.addToResourcePolicy(statement, true).statementAdded,
  );
  if (refused.length === 0) return;
  Validations.of(scope).addWarning(
    'cdk-esign-webhooks:encryption-key-policy',
    `The policy of your encryptionKey cannot be changed from here. The deployment fails unless it has these statements:\n${pastePolicy(scope, refused)}`,
  );
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
    // S3 tells the intake queue of spooled webhooks, EventBridge has it sweep the spool.
    new iam.PolicyStatement({
      sid: 'SendToEncryptedQueue',
      principals: [
        new iam.ServicePrincipal('s3.amazonaws.com'),
        new iam.ServicePrincipal('events.amazonaws.com'),
      ],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  ];
}
