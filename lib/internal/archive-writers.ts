import { Names, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type Construct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { type Endpoint } from './endpoint';
import { type Pipeline } from './pipeline';
import { type Publisher } from './publisher';
import { type Reconciler } from './reconciler';
import { addOrWarn } from './resource-policy';
import { message } from './message';

/** The stages whose functions are the only writers of the archive below the prefixes of their endpoints. */
export interface ArchiveWriters {
  /** The endpoints. Each that archives has an archiver, which writes its documents. */
  readonly endpoints: readonly Endpoint[];
  /** The publisher, which writes the raw requests. */
  readonly publisher: Publisher;
  /** The reconciler, which writes its notes. Undefined if no endpoint reconciles. */
  readonly reconciler?: Reconciler;
  /** The pipeline with the archive. */
  readonly pipeline: Pick<Pipeline, 'archiveBucket'>;
}

/**
 * Denies puts below the prefixes of these endpoints to everybody but their writers. An object that somebody else put first
 * would count as our own.
 *
 * A statement names roles, so the policy depends on this stack. The policy of a bucket in another stack cannot: this stack
 * depends on that one.
 */
export function restrictWriters(
  scope: Construct,
  { archiveWriters: further = [] }: Pick<EsignWebhooksProps, 'archiveWriters'>,
  writers: ArchiveWriters,
): void {
  const bucket = writers.pipeline.archiveBucket;
  const isOurs = Stack.of(bucket) === Stack.of(scope);
  const add = (statement: iam.PolicyStatement): iam.AddToResourcePolicyResult =>
    isOurs ? bucket.addToResourcePolicy(statement) : { statementAdded: false };
  addOrWarn(scope, writerStatements(scope, writers, further), add, {
    id: 'cdk-esign-webhooks:archive-bucket-writers',
    message: message`CDK cannot change the policy of your archiveBucket, or the bucket is in another stack. Anybody who may put objects into the bucket can forge an archive until its policy has these statements. Deploy first, and then put in the ARN of a role for each "Fn::GetAtt". If the policy has statements of the same "Sid" from an earlier deployment, replace them: they deny the new roles.`,
  });
}

/**
 * Returns one statement for the records, one for the documents and one for the notes. Several archivers share a statement,
 * because a bucket policy has at most 20 KB: the archiver's own policy allows it the prefix of its endpoint only.
 */
function writerStatements(
  scope: Construct,
  { endpoints, publisher, reconciler, pipeline }: ArchiveWriters,
  further: readonly iam.IRole[],
): iam.PolicyStatement[] {
  const bucket = pipeline.archiveBucket;
  const archivers = endpoints.flatMap(({ archiver }) => archiver?.role ?? []);
  // Several constructs may share the bucket, and each statement of a policy needs its own id.
  const suffix = Names.uniqueResourceName(scope, { maxLength: 60 });
  const below = (folder: (name: string) => string) =>
    endpoints.map(({ name }) => bucket.arnForObjects(`${folder(name)}/*`));
  const onlyBy = (sid: string, resources: string[], roles: readonly iam.IRole[]) =>
    new iam.PolicyStatement({
      sid: `${sid}${suffix}`,
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources,
      // The condition also holds for a caller without this key, such as an AWS service. Without roles nobody may put.
      ...(roles.length > 0 && {
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles.map(({ roleArn }) => roleArn) } },
      }),
    });
  return [
    // The sample bundles of tests are left out: nothing follows from them, and the policy would become too large.
    onlyBy(
      'RecordsByPublisher',
      [...below((name) => `webhooks/${name}`), ...below((name) => `test/${name}/webhooks`)],
      [publisher.role, ...further],
    ),
    onlyBy(
      'DocumentsByArchivers',
      below((name) => `documents/${name}`),
      [...archivers, ...further],
    ),
    // Whoever could write there could switch reconciliation off.
    onlyBy(
      'NotesByReconciler',
      below((name) => `reconciliation/${name}`),
      [...(reconciler ? [reconciler.role] : []), ...further],
    ),
  ];
}
