import { type Duration, type Size } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from './acknowledge';
import { lambdaAsset, type Stage } from './lambda-asset';
import { type Settings } from './settings';

/** What differs from room to room. */
export interface StageFunctionProps {
  /** Which bundle it runs. */
  readonly room: Stage;
  /** What it does, for whoever finds the function or its role in a console. */
  readonly description: string;
  /** How long one run may take. */
  readonly timeout: Duration;
  /** MiB; CPU comes with it. */
  readonly memorySize: number;
  /** What the room's `env.ts` demands. */
  readonly environment: Record<string, string>;
  /** Room in `/tmp`. */
  readonly ephemeralStorageSize?: Size;
  /** Concurrency set aside, which is also the most there can be. */
  readonly reservedConcurrentExecutions?: number;
  /** What Lambda does about a function that keeps sending messages to itself. */
  readonly recursiveLoop?: lambda.RecursiveLoop;
  /** Network, when it is not Lambda's own. */
  readonly vpc?: ec2.IVpc;
  /** Subnets within it. */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** Security groups within it. */
  readonly securityGroups?: ec2.ISecurityGroup[];
  /** What every part is built with. */
  readonly settings: Settings;
}

/** One Lambda function of the pipeline, with a log group of its own, and a role that may only do what `allow` says. */
export class StageFunction extends Construct {
  /** The function. */
  readonly function: lambda.Function;
  private readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: StageFunctionProps) {
    super(scope, id);
    const { room, settings, environment, ...rest } = props;
    const { encryptionKey, logRetention: retention, removalPolicy } = settings;
    const logGroup = new logs.LogGroup(this, 'Logs', { retention, encryptionKey, removalPolicy });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: props.description,
    });
    this.allow('WriteOwnLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    if (encryptionKey) this.allowKey(encryptionKey);
    this.function = new lambda.Function(this, 'Function', {
      ...rest,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambdaAsset(room),
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

  /** Adds a statement to the role; its id says what for. */
  protected allow(sid: string, actions: string[], ...resources: string[]): void {
    this.role.addToPolicy(new iam.PolicyStatement({ sid, actions, resources }));
  }

  /** Lets the function do something with the objects below a prefix, and use the key that they are encrypted with. */
  protected allowObjects(sid: string, actions: string[], bucket: s3.IBucket, prefix: string): void {
    const objects = bucket.arnForObjects(`${prefix}*`);
    this.allow(sid, actions, objects);
    acknowledgeWildcard(
      this.role,
      objects,
      'Keys are not known before; the prefix is as narrow as they allow',
    );
    if (bucket.encryptionKey) this.allowKey(bucket.encryptionKey);
  }

  /** Lets the function read secrets, and use the keys that they are encrypted with. */
  protected allowSecrets(sid: string, ...secrets: secretsmanager.ISecret[]): void {
    this.allow(sid, ['secretsmanager:GetSecretValue'], ...secrets.map(arnOf));
    for (const { encryptionKey } of secrets) if (encryptionKey) this.allowKey(encryptionKey);
  }

  /** Gives the function the messages of a queue; each message's failure is its own. */
  protected consume(id: string, queue: sqs.IQueue, options: ConsumeOptions): void {
    new lambda.EventSourceMapping(this, id, {
      target: this.function,
      eventSourceArn: queue.queueArn,
      reportBatchItemFailures: true,
      ...options,
    });
  }

  /**
   * Lets Lambda make the function's network interfaces. It does so as the function's own role; the function's code is
   * kept from it. EC2 knows no resources for describing, and interfaces have no names before they are made.
   *
   * Source: Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC", checked 2026-11-21.
   */
  protected joinNetwork(): void {
    const actions = networkActions;
    this.allow('JoinNetwork', actions, '*');
    acknowledgeWildcard(this.role, '*', 'Network interfaces have no names before Lambda makes them');
    this.role.addToPolicy(
      new iam.PolicyStatement({
        sid: 'JoinNetworkByLambdaAlone',
        effect: iam.Effect.DENY,
        actions,
        resources: ['*'],
        // Only what the function's own code calls carries it.
        conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
      }),
    );
  }

  private allowKey(key: kms.IKey): void {
    key.grant(this.role, 'kms:Decrypt', 'kms:GenerateDataKey');
  }
}

/** How a queue's messages come. */
export interface ConsumeOptions {
  /** Messages per run, at most. */
  readonly batchSize: number;
  /** Runs at a time, at most. */
  readonly maxConcurrency?: number;
}

/** What Lambda needs to put a function into a VPC. */
const networkActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** What Lambda needs on a queue that it reads for a function, and the function to put tries apart. */
export const consumeActions = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
];

/** A secret known without the six characters that Secrets Manager adds can only be named with them left open. */
const arnOf = (secret: secretsmanager.ISecret) => secret.secretFullArn ?? `${secret.secretArn}-??????`;
