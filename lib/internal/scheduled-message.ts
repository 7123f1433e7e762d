import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Duration } from 'aws-cdk-lib';
import { type Construct } from 'constructs';

/** Properties of a scheduled message. */
export interface ScheduledMessageProps {
  /** The description of the rule. */
  readonly description: string;
  /** The time between two messages. EventBridge gives up one that it cannot deliver until the next. */
  readonly interval: Duration;
  /** The queue that gets the messages. */
  readonly queue: sqs.IQueue;
  /** The message. */
  readonly message: Record<string, unknown>;
  /** The queue for messages that EventBridge could not deliver. */
  readonly deadLetterQueue?: sqs.IQueue;
  /** The id of the statement that lets the rule send to the queue. */
  readonly sid: string;
}

/** The longest time for which EventBridge tries to deliver. */
const maxAgeSeconds = 24 * 60 * 60;

/** Makes a rule that sends a message to a queue again and again. */
export function scheduleMessage(scope: Construct, id: string, props: ScheduledMessageProps): events.Rule {
  const { description, interval, queue, message, deadLetterQueue, sid } = props;
  const target: events.RuleTargetConfig = {
    arn: queue.queueArn,
    input: events.RuleTargetInput.fromObject(message),
    deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
    retryPolicy: { maximumEventAgeInSeconds: Math.min(interval.toSeconds(), maxAgeSeconds) },
  };
  const rule = new events.Rule(scope, id, {
    description,
    schedule: events.Schedule.rate(interval),
    targets: [{ bind: () => target }],
  });
  allowRule(rule, queue, sid);
  return rule;
}

/** Lets EventBridge send the messages of a rule to a queue. */
export function allowRule(rule: events.IRule, queue: sqs.IQueue, sid: string): void {
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
