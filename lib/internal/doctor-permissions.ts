import { Stack } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { type Permission } from './command-permissions';
import { type CommandTargets } from './command-targets';
import { type Endpoint } from './endpoint';
import { secretArnPattern } from './secret-id';

/** The permissions of `doctor`. It reads, and sends one message to each archive queue. */
export function doctorPermissions(scope: IConstruct, targets: CommandTargets): Permission[] {
  const { endpoints, pipeline, reconciler, archiverSettings } = targets;
  const jobs = endpoints.flatMap(({ archived }) => archived?.jobs ?? []);
  const queues = [pipeline.intake, ...jobs].flatMap(({ queue, deadLetterQueue }) => [queue, deadLetterQueue]);
  const logs = [
    ...endpoints.map(({ verifier }) => verifier.function.logGroup),
    ...(archiverSettings ? [archiverSettings.logGroup] : []),
    ...(reconciler ? [reconciler.logGroup] : []),
  ];
  return [
    [['secretsmanager:ListSecretVersionIds'], endpoints.flatMap(secretsOf)],
    [
      ['secretsmanager:GetSecretValue'],
      endpoints.map(({ webhookSecret }) => secretArnPattern(webhookSecret)),
    ],
    [['sqs:SendMessage'], jobs.map(({ queue }) => queue.queueArn)],
    [
      ['sqs:GetQueueAttributes'],
      [...queues, ...(reconciler ? [reconciler.queue] : [])].map(({ queueArn }) => queueArn),
    ],
    [['logs:FilterLogEvents'], logs.map(({ logGroupArn }) => logGroupArn)],
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
  const stages = [
    ...endpoints.flatMap(({ verifier, archiver }) => [verifier, ...(archiver ? [archiver] : [])]),
    ...(reconciler ? [reconciler] : []),
  ];
  const consumers = [publisher.consumer, ...stages.map(({ consumer }) => consumer)].filter(
    (consumer) => consumer !== undefined,
  );
  return [
    [['lambda:GetEventSourceMapping'], consumers.map(({ eventSourceMappingArn }) => eventSourceMappingArn)],
    [
      ['lambda:GetFunctionConcurrency'],
      [publisher.function.functionArn, ...stages.map((stage) => stage.function.functionArn)],
    ],
    // The quota belongs to the account, so no resource can be named.
    [['lambda:GetAccountSettings'], ['*']],
  ];
}

const secretsOf = ({ webhookSecret, archived }: Endpoint) =>
  [webhookSecret, ...(archived ? [archived.apiKey] : [])].map(secretArnPattern);
