import { Duration } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { allowRule, scheduleMessage } from './scheduled-message';

/**
 * The schedule of the sweep, which finds spooled webhooks whose S3 notification was lost.
 *
 * A sweep that EventBridge cannot deliver goes to a dead-letter queue of its own, because nothing in it is worth a redrive.
 * The queue has no data of the user, so it is not under the user's key: it also works if that key is the fault. It is
 * deleted with the stack. It forgets within an hour, so its alarm ends by itself after sweeps are delivered again.
 */
export class SweepSchedule extends Construct {
  /** The queue for sweeps that could not be delivered. */
  readonly deadLetterQueue: sqs.Queue;

  constructor(scope: Construct, id: string, intake: sqs.IQueue) {
    super(scope, id);
    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetterQueue', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.hours(1),
    });
    acknowledge(this.deadLetterQueue, 'SQS3', 'It is the dead-letter queue of a rule');
    // The rule had this place in the tree before the schedule was a construct. Another place replaces it.
    const rule = scheduleMessage(scope, 'SweepSpool', {
      description: 'Makes the publisher queue spooled webhooks again',
      interval: Duration.minutes(15),
      queue: intake,
      message: { version: 1, sweepSpool: true },
      deadLetterQueue: this.deadLetterQueue,
      sid: 'SweepSchedule',
    });
    allowRule(rule, this.deadLetterQueue, 'UndeliveredSweep');
  }
}
