import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type Construct } from 'constructs';
import { pathInStack } from './path-in-stack';

/** What every part of one pipeline is built with. */
export interface Settings {
  /** The metrics' `service` dimension: unique within account and region. */
  readonly serviceName: string;
  /** Encrypts whatever lies still; absent: keys that AWS manages. */
  readonly encryptionKey?: kms.IKey;
  /** What becomes of stateful resources that leave the stack. */
  readonly removalPolicy: RemovalPolicy;
  /** How long log lines are kept. */
  readonly logRetention: logs.RetentionDays;
  /** How long the previous value of a secret counts after a rotation. */
  readonly secretGrace: Duration;
}

/** What the user chose, and our choice where that is left to us. */
export function settingsFor(construct: Construct, chosen: Partial<Omit<Settings, 'serviceName'>>): Settings {
  return {
    serviceName: `${Aws.STACK_NAME}-${pathInStack(construct).join('-')}`,
    encryptionKey: chosen.encryptionKey,
    // A first deployment that fails leaves nothing behind; nothing else is ever deleted.
    removalPolicy: chosen.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    logRetention: chosen.logRetention ?? logs.RetentionDays.SIX_MONTHS,
    secretGrace: chosen.secretGrace ?? Duration.days(1),
  };
}
