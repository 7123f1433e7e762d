import { Duration } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Settings } from './settings';

/** What a work queue is made of. */
export interface WorkQueueProps {
  /** Longer than its consumer may run. */
  readonly visibilityTimeout: Duration;
  /** What every part is built with. */
  readonly settings: Settings;
}

/**
 * How often a message is tried. The consumers themselves put the tries apart, by ChangeMessageVisibility, up to 15
 * minutes: twenty tries last some three hours, never under 1.8, so that a shorter outage of an AWS service moves
 * nothing to the dead-letter queue.
 */
const tries = 20;

/**
 * As long as SQS keeps a message: a queue that nobody reads ends in no dead-letter queue, its messages are just gone. A
 * message's age goes on counting in the dead-letter queue, which would be a reason to keep it there for longer, and is none
 * to keep it here for shorter.
 */
const retentionPeriod = Duration.days(14);

/** A queue and its dead-letter queue: encrypted, TLS only, and not deleted with what lies in them. */
export class WorkQueue extends Construct {
  /** Where messages wait for their consumer. */
  readonly queue: sqs.Queue;
  /** Where they end when no try helped. */
  readonly deadLetterQueue: sqs.Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { encryptionKey, removalPolicy } = props.settings;
    const common: sqs.QueueProps = {
      enforceSSL: true,
      removalPolicy,
      retentionPeriod,
      ...(encryptionKey
        ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: encryptionKey }
        : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
    };
    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetterQueue', common);
    this.queue = new sqs.Queue(this, 'Queue', {
      ...common,
      visibilityTimeout: props.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: tries },
    });
  }
}
