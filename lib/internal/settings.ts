import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type Construct } from 'constructs';
import { type EsignMetric } from '../esign-metric';
import { physicalName } from './construct-names';
import { CountedMetrics } from './counted-metrics';
import { makeKeyUse, type KeyUse } from './key-use';

/** The settings for all parts of a pipeline. */
export interface Settings {
  /** The `service` dimension of the metrics, unique in account and region. */
  readonly serviceName: string;
  /** The metrics that the functions count. */
  readonly countedMetrics: CountedMetrics;
  /** The key that encrypts stored data. Undefined for keys that AWS manages. */
  readonly encryptionKey?: kms.IKey;
  /** The permission to use that key and the former keys. Undefined if there is no key. */
  readonly keyUse?: KeyUse;
  /** The removal policy of stateful resources. */
  readonly removalPolicy: RemovalPolicy;
  /** The retention of log lines. */
  readonly logRetention: logs.RetentionDays;
  /** The time for which the previous value of a secret stays valid after a rotation. */
  readonly secretGrace: Duration;
}

/** The settings that the user chooses. */
export interface ChosenSettings extends Partial<Omit<Settings, 'serviceName' | 'keyUse' | 'countedMetrics'>> {
  /** The keys that encrypted stored data before. */
  readonly formerEncryptionKeys?: readonly kms.IKey[];
  /** The metrics to count besides those of the alarms. */
  readonly metrics?: readonly EsignMetric[];
}

/** Returns the user's settings, completed with defaults. */
export function settingsFor(construct: Construct, chosen: ChosenSettings): Settings {
  const { encryptionKey, formerEncryptionKeys = [] } = chosen;
  return {
    serviceName: physicalName(construct, '-'),
    countedMetrics: new CountedMetrics(chosen.metrics),
    encryptionKey,
    keyUse: makeKeyUse(construct, encryptionKey, formerEncryptionKeys),
    // Deletes resources only if their first deployment fails.
    removalPolicy: chosen.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    logRetention: chosen.logRetention ?? logs.RetentionDays.SIX_MONTHS,
    secretGrace: chosen.secretGrace ?? Duration.days(1),
  };
}
