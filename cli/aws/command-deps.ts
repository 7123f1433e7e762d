import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { functionRenewer } from './function-renewer';
import { logReader } from './log-reader';
import { sqsQueues } from './sqs-queue';
import { secretReader } from './secret-reader';
import { secretVersioning } from './secret-versioning';
import { serverTime } from './server-time';
import { stackOutputs } from './stack-outputs';

/** Where the stack is, and who asks. */
export interface Session {
  readonly region?: string;
  readonly profile?: string;
}

/** What the commands need of AWS, each a part of it. */
export function commandDeps({ region, profile }: Session) {
  const where = { ...(region ? { region } : {}), ...(profile ? { profile } : {}) };
  const cloudFormation = new CloudFormationClient(where);
  const secretsManager = new SecretsManagerClient(where);
  // Calls go to the client's endpoint, not to the queue URL's host, as those of every other service do.
  const sqs = new SQSClient({ ...where, useQueueUrlAsEndpoint: false });
  return {
    readOutputs: (stack: string) => stackOutputs(cloudFormation, stack),
    readSecret: secretReader(secretsManager),
    versioning: secretVersioning(secretsManager),
    renewFunction: functionRenewer(new LambdaClient(where)),
    openQueue: sqsQueues(sqs),
    readLog: logReader(new CloudWatchLogsClient(where)),
    serverNow: serverTime(sqs),
    now: Date.now,
    watch: { elapsed: () => performance.now(), sleep },
  };
}
