import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type Construct } from 'constructs';
import { physicalName } from './construct-names';

/** The settings for all parts of a pipeline. */
export interface Settings {
  /** The `service` dimension of the metrics, unique in account and region. */
  readonly serviceName: string;
  /** The key that encrypts stored data. Undefined for keys that AWS manages. */
  readonly encryptionKey?: kms.IKey;
  /** The removal policy of stateful resources. */
  readonly removalPolicy: RemovalPolicy;
  /** The retention of log lines. */
  readonly logRetention: logs.RetentionDays;
  /** The time for which the previous value of a secret stays valid after a rotation. */
  readonly secretGrace: Duration;
}

/** Returns the user's settings, completed with defaults. */
export function settingsFor(construct: Construct, chosen: Partial<Omit<Settings, 'serviceName'>>): Settings {
  return {
    serviceName: physicalName(construct, '-'),
    encryptionKey: chosen.encryptionKey,
    // Deletes resources only if their first deployment fails.
    removalPolicy: chosen.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    logRetention: chosen.logRetention ?? logs.RetentionDays.SIX_MONTHS,
    secretGrace: chosen.secretGrace ?? Duration.days(1),
  };
}
