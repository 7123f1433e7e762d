import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type CommandTargets } from './command-targets';
import { type Endpoint } from './endpoint';
import { type Reconciler } from './reconciler';
import { secretArnPattern } from './secret-id';

/** Actions, the ARNs of the resources on which a command needs them, and the conditions that narrow them, if any. */
export type Permission = readonly [
  actions: readonly string[],
  resourceArns: readonly string[],
  conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
];

const readMessages = ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'];

/** The permissions of `addresses`. */
export function addressesPermissions(endpoints: readonly Endpoint[]): Permission[] {
  return [
    [['secretsmanager:GetSecretValue'], endpoints.map(webhookSecretOf)],
    [['secretsmanager:DescribeSecret'], endpoints.flatMap(secretsOf)],
  ];
}

/** The permissions of `set-secret`. */
export function setSecretPermissions(endpoints: readonly Endpoint[]): Permission[] {
  return [[['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'], endpoints.flatMap(secretsOf)]];
}

/** The permissions of `register` at these endpoints, which it can register. */
export function registerPermissions(endpoints: readonly Endpoint[]): Permission[] {
  const given = endpoints.filter(({ secretUse }) => secretUse === 'given-by-provider');
  return [
    [['secretsmanager:GetSecretValue'], endpoints.flatMap(secretsOf)],
    // The answer of the provider has the secret.
    [['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'], given.map(webhookSecretOf)],
  ];
}

/** The permissions of `unregister` at these endpoints, which it can unregister. */
export function unregisterPermissions(endpoints: readonly Endpoint[]): Permission[] {
  const keys = endpoints.flatMap(({ archived }) => archived?.apiKey ?? []);
  return [[['secretsmanager:GetSecretValue'], keys.map(secretArnPattern)]];
}

/** The permissions of `dead-letters`. */
export function deadLettersPermissions(targets: CommandTargets): Permission[] {
  const { publisher, archiverSettings } = targets;
  const logs = [publisher.function.logGroup, ...(archiverSettings ? [archiverSettings.logGroup] : [])];
  return [
    [readMessages, arnsOf(deadLetterQueues(targets))],
    [['logs:FilterLogEvents'], logs.map(({ logGroupArn }) => logGroupArn)],
  ];
}

/** The permissions of `dead-letters --drop`. */
export function dropDeadLettersPermissions(targets: CommandTargets): Permission[] {
  return [...deadLettersPermissions(targets), [['sqs:DeleteMessage'], arnsOf(deadLetterQueues(targets))]];
}

/** The permissions of `redrive`. */
export function redrivePermissions(targets: CommandTargets): Permission[] {
  const { pipeline, endpoints } = targets;
  const queues = [pipeline.intake.queue, ...endpoints.flatMap(({ archived }) => archived?.jobs.queue ?? [])];
  return [
    [[...readMessages, 'sqs:DeleteMessage'], arnsOf(deadLetterQueues(targets))],
    [['sqs:GetQueueAttributes', 'sqs:SendMessage'], arnsOf(queues)],
  ];
}

/** The permissions of `archive` at these endpoints, which archive. */
export function archivePermissions(
  { archiverSettings }: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const jobs = endpoints.flatMap(({ archived }) => archived?.jobs ?? []);
  return [
    [
      ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'],
      arnsOf(jobs.map(({ deadLetterQueue }) => deadLetterQueue)),
    ],
    [['sqs:SendMessage'], arnsOf(jobs.map(({ queue }) => queue))],
    [['logs:FilterLogEvents'], archiverSettings ? [archiverSettings.logGroup.logGroupArn] : []],
  ];
}

/** The permissions of `reconcile`. */
export function reconcilePermissions(
  { archiverSettings }: CommandTargets,
  reconciler: Pick<Reconciler, 'queue' | 'logGroup'>,
): Permission[] {
  const logs = [reconciler.logGroup, ...(archiverSettings ? [archiverSettings.logGroup] : [])];
  return [
    [['sqs:SendMessage'], arnsOf([reconciler.queue])],
    [['logs:FilterLogEvents'], logs.map(({ logGroupArn }) => logGroupArn)],
  ];
}

/** The permissions of `get` at these endpoints. It reads everything that the archive has of their envelopes. */
export function getPermissions(targets: CommandTargets, endpoints: readonly Endpoint[]): Permission[] {
  const { archiveBucket, claims } = targets.pipeline;
  const names = endpoints.map(({ name }) => name);
  const folders = names.flatMap((name) => [
    `documents/${name}/*`,
    `webhooks/${name}/*`,
    `reconciliation/${name}/*`,
    `test/${name}/*`,
  ]);
  const claimFolders = names.map((name) => `${name}/*`);
  return [
    [['s3:ListBucketVersions'], [archiveBucket.bucketArn], withPrefix(folders)],
    [['s3:GetObjectVersion'], folders.map((folder) => archiveBucket.arnForObjects(folder))],
    [['s3:ListBucketVersions'], [claims.bucketArn], withPrefix(claimFolders)],
    [['s3:GetObjectVersion'], claimFolders.map((folder) => claims.arnForObjects(folder))],
    ...deadLettersPermissions({ ...targets, endpoints }),
  ];
}

/** The permissions of `find` at these endpoints, which archive. */
export function findPermissions(
  { pipeline: { archiveBucket } }: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const apiKeys = endpoints.flatMap(({ archived }) => archived?.apiKey ?? []);
  const folders = endpoints.map(({ name }) => `documents/${name}/*`);
  return [
    [['secretsmanager:GetSecretValue'], apiKeys.map(secretArnPattern)],
    [['s3:ListBucketVersions'], [archiveBucket.bucketArn], withPrefix(folders)],
  ];
}

/** The condition that a list of objects is of these folders only. */
const withPrefix = (folders: readonly string[]) => ({ StringLike: { 's3:prefix': folders } });

/** The permissions of `rotate`. */
export function rotatePermissions(endpoints: readonly Endpoint[]): Permission[] {
  return [
    [['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'], endpoints.map(webhookSecretOf)],
  ];
}

/** The permissions of `revoke`. */
export function revokePermissions(
  { reconciler }: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const isReconciled = endpoints.some(({ archived }) => archived?.reconciles);
  const functions = [
    ...endpoints.flatMap(({ verifier, archiver }) => [verifier, ...(archiver ? [archiver] : [])]),
    ...(isReconciled && reconciler ? [reconciler] : []),
  ].map((one) => one.function.functionArn);
  return [
    [
      [
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      endpoints.flatMap(secretsOf),
    ],
    [['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionConfiguration'], functions],
  ];
}

/** The permissions of `trigger` at these endpoints. */
export function triggerPermissions(
  { publisher, archiverSettings }: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const archiving = endpoints.some(({ archived }) => archived) ? archiverSettings : undefined;
  const logs = [publisher.function.logGroup, ...(archiving ? [archiving.logGroup] : [])];
  return [
    [['secretsmanager:GetSecretValue'], endpoints.map(webhookSecretOf)],
    [['logs:FilterLogEvents'], logs.map(({ logGroupArn }) => logGroupArn)],
  ];
}

/** Returns all dead-letter queues. */
function deadLetterQueues({ pipeline, endpoints }: CommandTargets): sqs.IQueue[] {
  return [
    pipeline.intake.deadLetterQueue,
    ...endpoints.flatMap(({ archived }) => archived?.jobs.deadLetterQueue ?? []),
  ];
}

/** Returns the ARNs of queues. */
const arnsOf = (queues: readonly sqs.IQueue[]): string[] => queues.map(({ queueArn }) => queueArn);

const webhookSecretOf = ({ webhookSecret }: Endpoint) => secretArnPattern(webhookSecret);

const secretsOf = ({ webhookSecret, archived }: Endpoint) =>
  [webhookSecret, ...(archived ? [archived.apiKey] : [])].map(secretArnPattern);
