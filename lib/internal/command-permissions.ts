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

/** The permissions of `dead-letters`. */
export function deadLettersPermissions(targets: CommandTargets): Permission[] {
  const { publisher, archiverLogGroup } = targets;
  const logs = [publisher.logGroup, ...(archiverLogGroup ? [archiverLogGroup] : [])];
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
  { archiverLogGroup }: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const jobs = endpoints.flatMap(({ archived }) => archived?.jobs ?? []);
  return [
    [
      ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'],
      arnsOf(jobs.map(({ deadLetterQueue }) => deadLetterQueue)),
    ],
    [['sqs:SendMessage'], arnsOf(jobs.map(({ queue }) => queue))],
    [['logs:FilterLogEvents'], archiverLogGroup ? [archiverLogGroup.logGroupArn] : []],
  ];
}

/** The permissions of `reconcile`. */
export function reconcilePermissions(
  { archiverLogGroup }: CommandTargets,
  reconciler: Pick<Reconciler, 'queue' | 'logGroup'>,
): Permission[] {
  const logs = [reconciler.logGroup, ...(archiverLogGroup ? [archiverLogGroup] : [])];
  return [
    [['sqs:SendMessage'], arnsOf([reconciler.queue])],
    [['logs:FilterLogEvents'], logs.map(({ logGroupArn }) => logGroupArn)],
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
  { publisher, archiverLogGroup }: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const isArchived = endpoints.some(({ archived }) => archived);
  const logs = [publisher.logGroup, ...(isArchived && archiverLogGroup ? [archiverLogGroup] : [])];
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
