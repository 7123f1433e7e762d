import { type Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type EsignMetric } from './esign-metric';
import { type EsignProvider } from './esign-provider';
import { type ReconciliationOptions } from './reconciliation-options';
import { type WebhookDomainOptions } from './webhook-domain-options';

/** Properties of `EsignWebhooks`. */
export interface EsignWebhooksProps {
  /**
   * The endpoints, at least one. Each needs its own name. A stack has space for 25 that archive, or for 24 with a
   * `domain`: `docs/deploy.md` says how to have more.
   */
  readonly providers: EsignProvider[];

  /**
   * The bus for the signing events, in the region of the stack.
   *
   * A bus of another account, imported by its ARN, needs a policy there that lets the publisher and the archivers put
   * events. Make its rules in that account, with `SigningEventPattern`.
   *
   * @default - a new bus
   */
  readonly eventBus?: events.IEventBus;

  /**
   * The bucket for the executed PDFs (`documents/`) and the raw requests (`webhooks/`).
   *
   * Statements are added to the policy of your bucket: objects are written once, and only by this construct below the
   * prefixes of its endpoints. If CDK cannot change that policy, a warning shows the statements to paste. The warning also
   * comes for a bucket of another stack, whose policy cannot name the roles of this one. Turn on versioning. If the bucket has
   * its own KMS key, import it with its `encryptionKey`: the functions need the key too.
   *
   * @default - a new bucket: versioned, encrypted, private, write-once
   */
  readonly archiveBucket?: s3.IBucket;

  /**
   * The further roles that may put objects below the prefixes of these endpoints, for example to restore a bundle. The bucket
   * policy denies it to everybody else. They too can only add objects: each put needs the header `If-None-Match: *`.
   *
   * @default - none: only the functions of this construct
   */
  readonly archiveWriters?: iam.IRole[];

  /**
   * The Object Lock mode and duration for everything in the archive bucket. Nobody can shorten or remove compliance mode,
   * and nobody can empty the bucket before the duration is over.
   *
   * @default - no Object Lock: only the bucket policy prevents the deletion of objects
   */
  readonly archiveRetention?: s3.ObjectLockRetention;

  /**
   * The HTTP API for the routes `POST /webhooks/<endpoint>`.
   *
   * If you give your own API, set throttling and access logs on its stage, and count its answers 429. The stage is
   * `$default`, and deploys automatically. If another stage serves the webhooks, give its `url` as `baseUrl`.
   *
   * @default - a new API
   */
  readonly httpApi?: apigatewayv2.IHttpApi;

  /**
   * The public address of the API, if something else than this construct makes it: `https://`, a domain, and the path of the API
   * mapping, if it has one. It excludes `domain`.
   *
   * @default - the address of `domain`, or the API's own
   */
  readonly baseUrl?: string;

  /**
   * A domain name for the new API, with TLS 1.2 or newer, for IPv4 and IPv6. It excludes `baseUrl` and `httpApi`.
   *
   * The API's own address answers too, until `disableExecuteApiEndpoint` is set. So no webhook is lost between the deployment and
   * the change of the registrations at the providers. Before you remove the domain or change its name, read "Change the address"
   * in `docs/deploy.md`.
   *
   * @default - none: the API has only its own address
   */
  readonly domain?: WebhookDomainOptions;

  /**
   * Whether to switch off the API's own address, `https://<id>.execute-api.<region>.amazonaws.com`. It needs a `domain`.
   *
   * Webhooks that are still registered there are lost. Set it in a later deployment than the `domain`, when all registrations
   * have the address of the domain.
   *
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;

  /**
   * The key that encrypts queues, buckets, secrets and logs. It cannot be an alias.
   *
   * A key is for good: what it has encrypted can only be read with it. Before you change or remove it, read "Changing the
   * encryption key" in `docs/runbook.md`, and put it into `formerEncryptionKeys` in the same deployment.
   *
   * In each update the functions get their permission before queues, buckets and secrets change. IAM says that a permission may
   * need some seconds until it counts everywhere. In these seconds a webhook may get 503, and not every provider sends it again.
   *
   * The statements that CloudWatch Logs, S3, EventBridge and alarms need are added to the key policy. If CDK cannot change that
   * policy, a warning shows the statements to paste. The bus and the functions' environments are not under the key:
   * `docs/decisions` says why.
   *
   * @default - keys that AWS manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The keys that were the `encryptionKey` before. The functions and the grantees of `grants` can still read what is under
   * them: messages for 14 days, spooled webhooks for 30 days, the archive for ever.
   *
   * @default - none: the `encryptionKey` has never been changed or removed
   */
  readonly formerEncryptionKeys?: kms.IKey[];

  /**
   * The actions of each alarm.
   *
   * A `LambdaAction` needs the option `useUniquePermissionId` if several constructs of a stack have it. If an SNS topic is encrypted
   * with a KMS key, also with your `encryptionKey`, that key's policy must let `cloudwatch.amazonaws.com` use `kms:Decrypt` and
   * `kms:GenerateDataKey*`. Otherwise no message arrives, and nothing says so.
   *
   * @default - none: alarms are only visible in CloudWatch
   */
  readonly alarmActions?: cloudwatch.IAlarmAction[];

  /**
   * The actions when an alarm ends.
   *
   * @default - none
   */
  readonly okActions?: cloudwatch.IAlarmAction[];

  /**
   * The values from which alarms are raised, by the alarm's name in `EsignWebhooks.alarms`. The unit is that of the alarm's
   * metric: a count, or seconds for the names that end with `NotRead`.
   *
   * Each alarm means that data may be lost. A threshold above 1 hides the first cases.
   *
   * @default - 1 for counts; an hour for `IntakeNotRead`, a day for archive queues
   */
  // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- jsii knows no Record
  readonly alarmThresholds?: { [alarm: string]: number };

  /**
   * The metrics to count besides those of the alarms, which are always counted. An empty list: only those of the alarms.
   *
   * CloudWatch bills each custom metric that has values: one for each endpoint, and one for all endpoints together. What is not
   * counted is still logged. The metric methods throw for it, and dashboards leave it out.
   *
   * @default - all metrics
   */
  readonly metrics?: EsignMetric[];

  /**
   * The request limits of each endpoint. API Gateway answers 429 to requests above them.
   *
   * @default - 100 per second, in bursts of 200
   */
  readonly throttling?: apigatewayv2.ThrottleSettings;

  /**
   * The reserved Lambda concurrency of each endpoint's verifier. The verifier cannot use more.
   *
   * Lambda always keeps a part of the account's concurrency unreserved: a new account with a quota of 10 cannot reserve
   * any. Reserve more than you need: a forged webhook in the right format occupies an instance for one read of the
   * secret, some 20 milliseconds, and a new instance for its start.
   *
   * @default - no reserved concurrency; the maximum is the account's limit
   */
  readonly verifierConcurrency?: number;

  /**
   * The maximum number of publisher runs at the same time: 2 to 1,000. Each run publishes up to ten webhooks.
   *
   * The publisher may wait, because its queue keeps the webhooks. The verifiers must answer at once, and all share the
   * concurrency of the account. So this number stays low, also while EventBridge or S3 hangs.
   *
   * @default 5
   */
  readonly publisherConcurrency?: number;

  /**
   * The maximum number of envelopes downloaded at the same time for each endpoint: 2 to 1,000.
   *
   * @default 2
   */
  readonly archiveConcurrency?: number;

  /**
   * How often the providers' lists are read for completed envelopes that no webhook reported. The option `reconcile` of an
   * endpoint switches it off.
   *
   * @default - an hour, a day or a week, by what each provider's list can do
   */
  readonly reconciliation?: ReconciliationOptions;

  /**
   * The time for which the previous value of a secret stays valid after a rotation, so that no webhook is lost.
   *
   * @default Duration.days(1)
   */
  readonly secretGrace?: Duration;

  /**
   * The retention of log lines.
   *
   * @default logs.RetentionDays.SIX_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The removal policy of buckets, queues, secrets and log groups.
   *
   * `DESTROY` deletes queues and secrets with their contents. The deletion fails if a bucket is not empty. `SNAPSHOT` is not
   * possible: none of these resources has snapshots.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The VPC of the archivers and the reconciler, for a self-hosted provider whose API is private. They must also reach the AWS
   * services from this VPC.
   *
   * @default - Lambda's own network
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the archivers and the reconciler.
   *
   * @default - the VPC's default choice for Lambda
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the archivers.
   *
   * @default - a new one for all of them
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether to put the schema of the signing events into a schema registry of EventBridge, from which consumers can generate
   * code.
   *
   * It is in OpenAPI 3, and in the package as `docs/schemas/signing-event.openapi.json`. Not every region and partition has
   * registries.
   *
   * @default false
   */
  readonly schemaRegistry?: boolean;
}
