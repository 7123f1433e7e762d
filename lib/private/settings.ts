import { type Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';

/** What every part of one pipeline is built with. */
export interface Settings {
  /** The metrics' `service` dimension: unique within account and region. */
  readonly serviceName: string;
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: logs.RetentionDays;
  /** How long the previous value of a secret counts after a rotation. */
  readonly secretGrace: Duration;
}
