import { type Duration, type Size } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { roomBundle, type Room } from './room-bundle';
import { type Settings } from './settings';

/** What differs from room to room. */
export interface RoomFunctionProps {
  readonly room: Room;
  readonly description: string;
  readonly timeout: Duration;
  /** MiB. */
  readonly memorySize: number;
  /** What the room's `env.ts` demands. */
  readonly environment: Record<string, string>;
  readonly ephemeralStorageSize?: Size;
  readonly reservedConcurrentExecutions?: number;
  readonly recursiveLoop?: lambda.RecursiveLoop;
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly settings: Settings;
}

/** One Lambda function of the pipeline, with a log group and a role of its own that may only what `allow` says. */
export class RoomFunction extends Construct {
  readonly function: lambda.Function;
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: RoomFunctionProps) {
    super(scope, id);
    const { room, settings, environment, ...rest } = props;
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: settings.logRetention,
      encryptionKey: settings.encryptionKey,
      removalPolicy: settings.removalPolicy,
    });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: props.description,
    });
    this.allow('WriteOwnLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    if (settings.encryptionKey) this.allowKey(settings.encryptionKey);
    this.function = new lambda.Function(this, 'Function', {
      ...rest,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: roomBundle(room),
      handler: 'index.handler',
      role: this.role,
      logGroup,
      environment: {
        ...environment,
        POWERTOOLS_SERVICE_NAME: settings.serviceName,
        POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks',
      },
    });
  }

  /** Adds a statement to the role; the id says what for. */
  allow(sid: string, actions: string[], resources: string[]): void {
    this.role.addToPolicy(new iam.PolicyStatement({ sid, actions, resources }));
  }

  /** Lets the function read and write what the key encrypts. */
  allowKey(key: kms.IKey): void {
    key.grant(this.role, 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** Lets the function read secrets, and use the keys that they are encrypted with. */
  allowSecrets(sid: string, secrets: secretsmanager.ISecret[]): void {
    this.allow(sid, ['secretsmanager:GetSecretValue'], secrets.map(arnPattern));
    for (const { encryptionKey } of secrets) if (encryptionKey) this.allowKey(encryptionKey);
  }

  /** Gives the function the messages of a queue; each message's failure is its own. */
  consume(id: string, queue: sqs.IQueue, options: { batchSize: number; maxConcurrency?: number }): void {
    new lambda.EventSourceMapping(this, id, {
      target: this.function,
      eventSourceArn: queue.queueArn,
      reportBatchItemFailures: true,
      ...options,
    });
  }
}

/** A secret known without the six characters that Secrets Manager adds can only be named with them left open. */
const arnPattern = (secret: secretsmanager.ISecret) => secret.secretFullArn ?? `${secret.secretArn}-??????`;

/** What a function needs on a queue that Lambda reads for it, and to put tries apart. */
export const consumeActions = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
];
