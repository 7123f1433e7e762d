import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { removePolicyWith } from './resource-policy';
import { type Settings } from './settings';

/** Properties of a work queue. */
export interface WorkQueueProps {
  /** The visibility timeout. It must be longer than the timeout of the consumer. */
  readonly visibilityTimeout: Duration;
  /** The settings of the pipeline. */
  readonly settings: Settings;
}

/**
 * The number of receives before a message moves to the dead-letter queue. The consumers delay each retry by
 * ChangeMessageVisibility, up to 15 minutes. So 20 receives take about 3 hours, and at least 1.8: a shorter outage of an
 * AWS service moves no message.
 */
const maxReceiveCount = 20;

/**
 * The maximum retention in SQS. If nobody reads a queue, its messages do not move to the dead-letter queue: SQS deletes
 * them. The age of a message also counts on in the dead-letter queue, which cannot have a longer retention.
 */
const retentionPeriod = Duration.days(14);

/** A queue and its dead-letter queue. Both are encrypted and accept only TLS, also after the stack is gone. */
export class WorkQueue extends Construct {
  /** The queue that the consumer reads. */
  readonly queue: sqs.Queue;
  /** The queue for messages that failed at every receive. */
  readonly deadLetterQueue: sqs.Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { encryptionKey, removalPolicy } = props.settings;
    const common: sqs.QueueProps = {
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
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount },
    });
    this.requireTls();
    removePolicyWith(this.queue, removalPolicy);
  }

  /**
   * Denies calls without TLS. One policy protects both queues, because a stack has a limited number of resources. Each
   * statement names its queues. Give the dead-letter queue no policy of its own: SQS has one policy per queue.
   */
  private requireTls(): void {
    const both = [this.queue, this.deadLetterQueue];
    this.queue.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'HttpsOnly',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['sqs:*'],
        resources: both.map(({ queueArn }) => queueArn),
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    const policy = this.queue.node.findChild('Policy').node.defaultChild as sqs.CfnQueuePolicy;
    policy.queues = both.map(({ queueUrl }) => queueUrl);
  }
}
