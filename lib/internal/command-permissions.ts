import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type CommandTargets } from './command-targets';
import { type Endpoint } from './endpoint';
import {
  apiKeyOf,
  arnsOf,
  functionsWithSecrets,
  searchLogs,
  secretsOf,
  webhookSecretOf,
  withPrefix,
  type Permission,
} from './permission';
import { type Reconciler } from './reconciler';

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
  return [[['secretsmanager:GetSecretValue'], endpoints.flatMap(apiKeyOf)]];
}

/** The permissions of `dead-letters`. */
export function deadLettersPermissions(targets: CommandTargets): Permission[] {
  const { publisher, archiverSettings } = targets;
  return [
    [readMessages, arnsOf(deadLetterQueues(targets))],
    searchLogs(publisher.function.logGroup, archiverSettings?.logGroup),
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
    searchLogs(archiverSettings?.logGroup),
  ];
}

/** The permissions of `reconcile`. */
export function reconcilePermissions(
  { archiverSettings }: CommandTargets,
  reconciler: Pick<Reconciler, 'queue' | 'logGroup'>,
): Permission[] {
  return [
    [['sqs:SendMessage'], arnsOf([reconciler.queue])],
    searchLogs(reconciler.logGroup, archiverSettings?.logGroup),
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
  const folders = endpoints.map(({ name }) => `documents/${name}/*`);
  return [
    [['secretsmanager:GetSecretValue'], endpoints.flatMap(apiKeyOf)],
    [['s3:ListBucketVersions'], [archiveBucket.bucketArn], withPrefix(folders)],
  ];
}

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
  const functions = functionsWithSecrets(endpoints, isReconciled ? reconciler : undefined);
  return [
    [
      [
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      endpoints.flatMap(secretsOf),
    ],
    [
      ['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionConfiguration'],
      functions.map((one) => one.function.functionArn),
    ],
  ];
}

/** The permissions of `trigger` at these endpoints. */
export function triggerPermissions(
  { publisher, archiverSettings }: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const archiving = endpoints.some(({ archived }) => archived) ? archiverSettings : undefined;
  return [
    [['secretsmanager:GetSecretValue'], endpoints.map(webhookSecretOf)],
    searchLogs(publisher.function.logGroup, archiving?.logGroup),
  ];
}

/** Returns all dead-letter queues. */
function deadLetterQueues({ pipeline, endpoints }: CommandTargets): sqs.IQueue[] {
  return [
    pipeline.intake.deadLetterQueue,
    ...endpoints.flatMap(({ archived }) => archived?.jobs.deadLetterQueue ?? []),
  ];
}
