import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

/** The time between two sweeps. EventBridge gives up one that it cannot deliver until the next. */
const interval = Duration.minutes(15);

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
    const target: events.RuleTargetConfig = {
      arn: intake.queueArn,
      input: events.RuleTargetInput.fromObject({ version: 1, sweepSpool: true }),
      deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
      retryPolicy: { maximumEventAgeInSeconds: interval.toSeconds() },
    };
    // The rule had this place in the tree before the schedule was a construct. Another place replaces it.
    const rule = new events.Rule(scope, 'SweepSpool', {
      description: 'Makes the publisher queue spooled webhooks again',
      schedule: events.Schedule.rate(interval),
      targets: [{ bind: () => target }],
    });
    allowSweeps(rule, intake, 'SweepSchedule');
    allowSweeps(rule, this.deadLetterQueue, 'UndeliveredSweep');
  }
}

/** Lets EventBridge send the messages of this rule to a queue. */
function allowSweeps(rule: events.IRule, queue: sqs.IQueue, sid: string): void {
  queue.addToResourcePolicy(
    new iam.PolicyStatement({
      sid,
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
    }),
  );
}
