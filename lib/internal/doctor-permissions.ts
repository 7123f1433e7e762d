import { Stack } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { type CommandTargets } from './command-targets';
import {
  arnsOf,
  functionsWithSecrets,
  searchLogs,
  secretsOf,
  webhookSecretOf,
  type Permission,
} from './permission';

/** The permissions of `doctor`. It reads, and sends one message to each archive queue. */
export function doctorPermissions(scope: IConstruct, targets: CommandTargets): Permission[] {
  const { endpoints, pipeline, reconciler, archiverSettings } = targets;
  const jobs = endpoints.flatMap(({ archived }) => archived?.jobs ?? []);
  const queues = [pipeline.intake, ...jobs].flatMap(({ queue, deadLetterQueue }) => [queue, deadLetterQueue]);
  const verifierLogs = endpoints.map(({ verifier }) => verifier.function.logGroup);
  return [
    [['secretsmanager:ListSecretVersionIds'], endpoints.flatMap(secretsOf)],
    [['secretsmanager:GetSecretValue'], endpoints.map(webhookSecretOf)],
    [['sqs:SendMessage'], arnsOf(jobs.map(({ queue }) => queue))],
    [['sqs:GetQueueAttributes'], arnsOf([...queues, ...(reconciler ? [reconciler.queue] : [])])],
    searchLogs(...verifierLogs, archiverSettings?.logGroup, reconciler?.logGroup),
    [['s3:ListBucket'], [pipeline.spool.bucketArn]],
    [['events:DescribeEventBus'], [pipeline.eventBus.eventBusArn]],
    ...lambdaPermissions(targets),
    // CloudWatch compares a list of alarms with this ARN, also if it asks for a beginning of their names.
    [
      ['cloudwatch:DescribeAlarms'],
      [Stack.of(scope).formatArn({ service: 'cloudwatch', resource: 'alarm:*' })],
    ],
  ];
}

function lambdaPermissions({ endpoints, publisher, reconciler }: CommandTargets): Permission[] {
  const stages = [publisher, ...functionsWithSecrets(endpoints, reconciler)];
  return [
    [
      ['lambda:GetEventSourceMapping'],
      stages.flatMap(({ consumer }) => consumer?.eventSourceMappingArn ?? []),
    ],
    [['lambda:GetFunctionConcurrency'], stages.map((stage) => stage.function.functionArn)],
    // The quota belongs to the account, so no resource can be named.
    [['lambda:GetAccountSettings'], ['*']],
  ];
}
