import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Template } from 'aws-cdk-lib/assertions';
import { resolveTokens, resourcesOf } from './synth';

/** The name of each bucket in an evaluation. */
export const bucketName = 'archive';

const accountId = '123456789012';

/** The ARN of a role in an evaluation, by its path in the construct. */
export const roleArn = (path: string) => `arn:aws:iam::${accountId}:role/${path}`;

/** Returns the statements of the policy of the archive bucket in a template. */
export function archivePolicyIn(template: Template): object {
  const policies = Object.entries(resourcesOf(template)).filter(
    ([id, { Type }]) => Type === 'AWS::S3::BucketPolicy' && !/SpoolBucket|ClaimsBucket/.test(id),
  );
  if (policies.length !== 1) throw new Error(`there are ${policies.length} policies`);
  return withArns(policies[0]![1].Properties.PolicyDocument);
}

/** Replaces the references to roles and to the bucket by ARNs. */
export function withArns(document: unknown): object {
  const text = JSON.stringify(resolveTokens(document))
    .replaceAll(/<(\w*Role)\.Arn>/g, roleArn('$1'))
    .replaceAll('<AWS::Partition>', 'aws')
    .replaceAll(/<\w*Bucket\.Arn>/g, `arn:aws:s3:::${bucketName}`);
  return JSON.parse(text) as object;
}

/** A call to the bucket. */
export interface BucketCall {
  readonly action: string;
  readonly key: string;
  /** The ARN of the role, or of the user, that calls. */
  readonly by: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** Evaluates a call by a principal whose own policy allows everything in S3. */
export async function evaluate(bucketPolicy: object, call: BucketCall): Promise<string> {
  const { action, key, by, context } = call;
  const result = await runSimulation(
    {
      request: {
        principal: `${by.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/session`,
        action,
        resource: { resource: `arn:aws:s3:::${bucketName}/${key}`, accountId },
        contextVariables: { 'aws:SecureTransport': 'true', 'aws:PrincipalArn': by, ...context },
      },
      identityPolicies: [
        {
          name: 'everything',
          policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
        },
      ],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: bucketPolicy,
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult;
}
