import { Stack, Validations, type CfnResource, type RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';

/** The warning for a resource policy that CDK cannot change. */
export interface PolicyWarning {
  /** The id by which users can acknowledge the warning. */
  readonly id: string;
  /** The message; the statements follow it. */
  readonly message: string;
}

/** Adds statements to a resource policy. A warning shows the statements that CDK cannot add. */
export function addOrWarn(
  scope: Construct,
  statements: readonly iam.PolicyStatement[],
  add: (statement: iam.PolicyStatement) => iam.AddToResourcePolicyResult,
  { id, message }: PolicyWarning,
): void {
  const notAdded = statements.filter((statement) => !add(statement).statementAdded);
  if (notAdded.length === 0) return;
  const json = Stack.of(scope).resolve(notAdded.map((statement) => statement.toJSON() as unknown)) as unknown;
  Validations.of(scope).addWarning(id, `${message}\n${JSON.stringify(json, undefined, 2)}`);
}

/**
 * Gives the policy of a queue or bucket the removal policy of what it protects. Otherwise CDK deletes the policy with the stack, and a
 * queue or bucket that stays would be without it.
 */
export function removePolicyWith(resource: sqs.Queue | s3.Bucket, removalPolicy: RemovalPolicy): void {
  const policy = resource.node.findChild('Policy').node.defaultChild as CfnResource;
  policy.applyRemovalPolicy(removalPolicy);
}
