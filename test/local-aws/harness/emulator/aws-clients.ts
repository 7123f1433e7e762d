import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Agent } from 'node:https';

/** The SDK clients for one local AWS, with the rights of the account's root. */
export type AwsClients = ReturnType<typeof awsClients>;

/** Makes clients that call this endpoint and trust this authority. */
export function awsClients({ endpoint, region, accountId, ca }: EmulatorAddress) {
  const config = {
    endpoint,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'test' },
    requestHandler: { httpsAgent: new Agent({ ca, keepAlive: true, maxSockets: 50 }) },
  };
  const clients = {
    cloudFormation: new CloudFormationClient(config),
    cloudWatch: new CloudWatchClient(config),
    events: new EventBridgeClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    secrets: new SecretsManagerClient(config),
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
  };
  return { ...clients, destroy: () => Object.values(clients).forEach((client) => client.destroy()) };
}

/** The address of a local AWS, and the authority to trust. */
export interface EmulatorAddress {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly ca: string;
}
