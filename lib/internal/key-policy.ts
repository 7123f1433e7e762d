import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { type Construct } from 'constructs';
import { addOrWarn } from './resource-policy';
import { message } from './message';

/** The parts of the props that decide which services use a key. */
export interface KeyPolicyProps {
  /** The key that encrypts stored data. */
  readonly encryptionKey?: kms.IKey;
  /** The keys that encrypted stored data before. */
  readonly formerEncryptionKeys?: readonly kms.IKey[];
  /** The actions of each alarm. */
  readonly alarmActions?: readonly cloudwatch.IAlarmAction[];
}

/**
 * Lets the AWS services that need it use the user's keys. A former key keeps the statements: while an update runs, queues
 * are still under it, and older logs are for ever. The policy of an imported one has them already, so no warning asks for it.
 */
export function addServicesToKeyPolicies(scope: Construct, props: KeyPolicyProps): void {
  const { encryptionKey, formerEncryptionKeys = [], alarmActions = [] } = props;
  const statements = [
    ...serviceStatements(Stack.of(scope)),
    ...(alarmActions.length > 0 ? [alarmStatement()] : []),
  ];
  if (encryptionKey) addOrWarnOfKey(scope, encryptionKey, statements);
  for (const key of formerEncryptionKeys) {
    for (const statement of statements) key.addToResourcePolicy(statement, true);
  }
}

function addOrWarnOfKey(scope: Construct, key: kms.IKey, statements: readonly iam.PolicyStatement[]): void {
  addOrWarn(scope, statements, (statement) => key.addToResourcePolicy(statement, true), {
    id: 'cdk-esign-webhooks:encryption-key-policy',
    message: message`CDK cannot change the policy of your encryptionKey. The deployment fails unless the policy has these statements:`,
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

/**
 * Lets alarms publish to a topic under the same key. An alarm action does not tell its topic or the topic's key. The policy of
 * the topic says who may publish. The guide advises a condition too, but does not say whether alarms support it.
 *
 * Source: SNS developer guide, "Key management", checked 2026-11-27.
 */
function alarmStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'PublishAlarmsToEncryptedTopic',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
  });
}
