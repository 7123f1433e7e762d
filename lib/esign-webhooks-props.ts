import { type Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type EsignProvider } from './esign-provider';

/** What `EsignWebhooks` is made of. */
export interface EsignWebhooksProps {
  /** The endpoints: at least one, and at most five that archive; each with a name of its own. */
  readonly providers: EsignProvider[];

  /**
   * The bus that the signing events go to.
   *
   * @default - a new bus
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Keeps the executed PDFs (`documents/`) and the raw requests (`webhooks/`).
   *
   * A bucket of yours gets the write-once policy added to its own; where CDK cannot add to it, a warning shows the
   * policy to paste. It should be versioned. Import it with its `encryptionKey`, if it has one of its own: the functions
   * need the key too.
   *
   * @default - a new bucket: versioned, encrypted, private, write-once
   */
  readonly archiveBucket?: s3.IBucket;

  /**
   * Object Lock for everything in the archive bucket: a mode and how long. Compliance mode cannot be taken back by
   * anybody, nor the bucket be emptied before.
   *
   * @default - no Object Lock: the bucket's policy alone keeps objects from being deleted
   */
  readonly archiveRetention?: s3.ObjectLockRetention;

  /**
   * The HTTP API that gets the routes `POST /webhooks/<endpoint>`.
   *
   * Throttling and access logs are up to an existing API's own stage.
   *
   * @default - a new API
   */
  readonly httpApi?: apigatewayv2.IHttpApi;

  /**
   * Public address of the API, where it is not the API's own: `https://` and a custom domain, with the API mapping's
   * path, if any.
   *
   * @default - the API's own address
   */
  readonly baseUrl?: string;

  /**
   * Encrypts queues, buckets, secrets and logs. It is given the statements that CloudWatch Logs, S3 and EventBridge
   * need; where CDK cannot add to its policy, a warning shows them. A key, not an alias.
   *
   * @default - keys that AWS manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Told about each alarm.
   *
   * @default - nobody: alarms only show
   */
  readonly alarmActions?: cloudwatch.IAlarmAction[];

  /**
   * How many requests each endpoint takes: beyond it API Gateway answers 429.
   *
   * @default - 100 per second, in bursts of 200
   */
  readonly throttling?: apigatewayv2.ThrottleSettings;

  /**
   * Lambda concurrency set aside for, and the most that is given to, the verifier of each endpoint.
   *
   * Lambda keeps some of an account's concurrency unreserved: a new account, with a quota of 10, cannot set any aside. A
   * forged webhook of good form can hold one instance for 3.5 seconds: leave room.
   *
   * @default - none set aside; the account's limit
   */
  readonly verifierConcurrency?: number;

  /**
   * The most envelopes at a time that are downloaded from each endpoint's provider: 2 to 1,000.
   *
   * @default 2
   */
  readonly archiveConcurrency?: number;

  /**
   * How long the previous value of a secret counts after it was replaced, so that a rotation drops nothing.
   *
   * @default Duration.days(1)
   */
  readonly secretGrace?: Duration;

  /**
   * How long log lines are kept.
   *
   * @default logs.RetentionDays.SIX_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * What becomes of buckets, queues, secrets and log groups when they leave the stack.
   *
   * `DESTROY` deletes queues and secrets with what is in them; a bucket that is not empty makes the deletion fail.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Network of the archiver, where a self-hosted provider's API can be reached only from there. It needs a way to the
   * AWS services too.
   *
   * @default - Lambda's own network
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Subnets of the archiver.
   *
   * @default - the VPC's default choice for Lambda
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Security groups of the archiver.
   *
   * @default - a new one
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}
