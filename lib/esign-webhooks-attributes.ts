import type * as events from 'aws-cdk-lib/aws-events';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type EsignMetric } from './esign-metric';

/** The attributes of a pipeline that another app has deployed. */
export interface EsignWebhooksAttributes {
  /**
   * The bus for the signing events. The stack's output `…EventBusName` has its name. Import it by its ARN, so that a rule in
   * another account or region is an error.
   */
  readonly eventBus: events.IEventBus;

  /**
   * The archive bucket. The stack's output `…ArchiveBucketName` has its name. If the pipeline has an `encryptionKey`, import the
   * bucket by `Bucket.fromBucketAttributes` with that key: the grants need it.
   */
  readonly archiveBucket: s3.IBucket;

  /** The names of the endpoints. Rules match the events of these endpoints only. */
  readonly endpoints: string[];

  /**
   * The names of the endpoints that archive.
   *
   * @default - all
   */
  readonly archivingEndpoints?: string[];

  /**
   * The dimension `service` of the metrics: `EsignWebhooks.serviceName` of the app that made the pipeline. It is the name of
   * the stack, a dash, and the path of the construct in it, such as `EsignWebhooks-Signing`.
   */
  readonly serviceName: string;

  /**
   * The prop `metrics` of the app that made the pipeline. The metric methods throw for a metric that it does not count.
   *
   * @default - all metrics
   */
  readonly metrics?: EsignMetric[];

  /**
   * The keys that were the pipeline's `encryptionKey` before. The grantees can still read what is under them.
   *
   * @default - none
   */
  readonly formerEncryptionKeys?: kms.IKey[];
}
