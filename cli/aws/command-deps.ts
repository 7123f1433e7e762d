import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { defined } from '../../lambda/kit/defined';
import type { Session } from '../stack/session';
import { alarmList } from './alarm-list';
import { eventBusFinder } from './event-bus';
import { functionInspector } from './function-inspector';
import { functionRenewer } from './function-renewer';
import { listenerResources } from './listener-resources';
import { logReader } from './log-reader';
import { postNothing } from './post-nothing';
import { postWebhook } from './post-webhook';
import { s3ArchiveObjects } from './s3-archive-objects';
import { functionInvoker, replayedEventPutter } from './replay-targets';
import { s3ObjectVersions } from './s3-object-versions';
import { secretInspector } from './secret-inspector';
import { secretReader, secretVersioning } from './secrets';
import { serverTime } from './server-time';
import { sqsQueues } from './sqs-queue';
import { stackOutputs } from './stack-outputs';

/** Everything that the commands need from AWS. */
export function commandDeps({ region, profile }: Session) {
  const session = defined({ region: region || undefined, profile: profile || undefined });
  const cloudFormation = new CloudFormationClient(session);
  const lambda = new LambdaClient(session);
  const secretsManager = new SecretsManagerClient(session);
  // The client's endpoint is used, as for all other services, instead of the host in the queue URL.
  const sqs = new SQSClient({ ...session, useQueueUrlAsEndpoint: false });
  const s3 = new S3Client(session);
  const eventBridge = new EventBridgeClient(session);
  return {
    readOutputs: (stack: string) => stackOutputs(cloudFormation, stack),
    readSecret: secretReader(secretsManager),
    versioning: secretVersioning(secretsManager),
    renewFunction: functionRenewer(lambda),
    functions: functionInspector(lambda),
    secrets: secretInspector(secretsManager),
    listAlarms: alarmList(new CloudWatchClient(session)),
    hasEventBus: eventBusFinder(eventBridge),
    openQueue: sqsQueues(sqs),
    listeners: listenerResources(eventBridge, sqs),
    putReplayedEvent: replayedEventPutter(eventBridge),
    invokeFunction: functionInvoker(lambda),
    readLog: logReader(new CloudWatchLogsClient(session)),
    openArchive: s3ArchiveObjects(s3),
    openVersions: s3ObjectVersions(s3),
    serverNow: serverTime(sqs),
    // The client itself finds out how wrong the local clock is, if that is five minutes or more.
    secretsNow: () => Date.now() + secretsManager.config.systemClockOffset,
    postNothing,
    postWebhook,
    now: Date.now,
    watch: { elapsedMs: () => performance.now(), sleep },
  };
}
