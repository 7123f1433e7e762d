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
import { environmentErrors } from './environment-size';
import { type KeyUse } from './key-use';
import { lambdaAsset, type Stage } from './lambda-asset';
import { secretArnPattern } from './secret-id';
import { type Settings } from './settings';

/** Properties of a stage's function. */
export interface StageFunctionProps {
  /** The stage, which selects the Lambda asset. */
  readonly stage: Stage;
  /** The description of the function and its role. */
  readonly description: string;
  /** The timeout of one run. */
  readonly timeout: Duration;
  /** The memory in MiB. Lambda assigns CPU in proportion. */
  readonly memorySize: number;
  /** The environment that the stage's `env.ts` requires. */
  readonly environment: Record<string, string>;
  /** The size of `/tmp`. */
  readonly ephemeralStorageSize?: Size;
  /** The reserved concurrency, which is also the maximum. */
  readonly reservedConcurrentExecutions?: number;
  /** Lambda's reaction if the function sends messages to itself in a loop. */
  readonly recursiveLoop?: lambda.RecursiveLoop;
  /** The network, if it is not Lambda's own. */
  readonly vpc?: ec2.IVpc;
  /** The subnets in that network. */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** The security groups in that network. */
  readonly securityGroups?: ec2.ISecurityGroup[];
  /**
   * The log group.
   *
   * @default - an own log group
   */
  readonly logGroup?: logs.ILogGroup;
  /** The settings of the pipeline. */
  readonly settings: Settings;
}

/** A Lambda function of the pipeline with a role without any permission except through `allow`. */
export class StageFunction extends Construct {
  /** The function. */
  readonly function: lambda.Function;
  /** The role of the function. */
  readonly role: iam.Role;
  private mapping?: lambda.EventSourceMapping;
  private readonly keyUse?: KeyUse;

  constructor(scope: Construct, id: string, props: StageFunctionProps) {
    super(scope, id);
    const { stage, settings, environment, ...rest } = props;
    const logGroup = props.logGroup ?? stageLogGroup(this, settings);
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: props.description,
    });
    this.allow('WriteOwnLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    this.keyUse = settings.keyUse;
    this.keyUse?.allow(this.role);
    this.function = new lambda.Function(this, 'Function', {
      ...rest,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambdaAsset(stage),
      handler: 'index.handler',
      role: this.role,
      logGroup,
      environment: {
        ...environment,
        ...settings.countedMetrics.environment,
        POWERTOOLS_SERVICE_NAME: settings.serviceName,
        POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks',
      },
    });
    // Only now, at the end, are all references and added variables known.
    this.node.addValidation({ validate: () => environmentErrors(stage, this.function) });
  }

  /**
   * The unique id of the role (`AROA…`), which SQS gives as the sender of the function's messages. Undefined for a role
   * that exists already (`Role.customizeRoles`): CDK throws, because it does not know the id.
   */
  get roleId(): string | undefined {
    try {
      return this.role.roleId;
    } catch {
      return undefined;
    }
  }

  /** The connection of the function with its queue. Undefined if it reads no queue. */
  get consumer(): lambda.IEventSourceMapping | undefined {
    return this.mapping;
  }

  /** Adds a statement to the role. Its id names the purpose. */
  protected allow(sid: string, actions: string[], ...resources: string[]): void {
    this.role.addToPolicy(new iam.PolicyStatement({ sid, actions, resources }));
  }

  /** Allows actions on the objects below some prefixes, and the use of the bucket's key. */
  protected allowObjects(sid: string, actions: string[], bucket: s3.IBucket, ...prefixes: string[]): void {
    const objects = prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
    this.allow(sid, actions, ...objects);
    const reason = 'Object keys are not known at synthesis; the prefix is as narrow as possible';
    for (const arn of objects) acknowledgeWildcard(this.role, arn, reason);
    if (bucket.encryptionKey) this.allowKey(bucket.encryptionKey, 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** Allows reading secrets, and the use of their keys. */
  protected allowSecrets(sid: string, ...secrets: secretsmanager.ISecret[]): void {
    this.allow(sid, ['secretsmanager:GetSecretValue'], ...secrets.map(secretArnPattern));
    for (const { encryptionKey } of secrets) if (encryptionKey) this.allowKey(encryptionKey, 'kms:Decrypt');
  }

  /** Connects a queue to the function. A failed message does not fail the rest of its batch. */
  protected consume(id: string, queue: sqs.IQueue, options: ConsumeOptions): void {
    this.mapping = new lambda.EventSourceMapping(this, id, {
      target: this.function,
      eventSourceArn: queue.queueArn,
      reportBatchItemFailures: true,
      ...options,
    });
  }

  /**
   * Allows Lambda to make the function's network interfaces. Lambda uses the function's role for that, so a second
   * statement denies it to the function's code. The resource is `*`: EC2 has no resources for describing, and interfaces
   * have no names before they exist.
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
        // Lambda adds this key only to calls of the function's code.
        conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
      }),
    );
  }

  /** Allows the use of a key, unless every function may use it already. */
  private allowKey(key: kms.IKey, ...actions: string[]): void {
    if (!this.keyUse?.covers(key)) key.grant(this.role, ...actions);
  }
}

/** Makes the log group of one function, or of several functions of the same stage. */
export function stageLogGroup(scope: Construct, settings: Settings): logs.LogGroup {
  const { encryptionKey, logRetention: retention, removalPolicy } = settings;
  return new logs.LogGroup(scope, 'Logs', { retention, encryptionKey, removalPolicy });
}

/** Options for reading a queue. */
export interface ConsumeOptions {
  /** The maximum number of messages per run. */
  readonly batchSize: number;
  /** The maximum number of runs at the same time. */
  readonly maxConcurrency?: number;
}

/** The actions that Lambda needs to put a function into a VPC. */
const networkActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** The actions on a queue: Lambda reads it for the function, and the function delays retries. */
export const consumeActions = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
];
