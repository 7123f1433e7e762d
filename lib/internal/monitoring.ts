import { Duration } from 'aws-cdk-lib';
import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { pascalCase } from './construct-names';
import { archiveAlarms, webhookAlarms, type CountAlarm } from './count-alarms';
import { type Endpoint } from './endpoint';
import { pipelineMetric } from './pipeline-metric';
import { type WorkQueue } from './work-queue';

/** Properties of the alarms. */
export interface MonitoringProps {
  /** The API, if this construct made it. The errors of a shared API may have other causes. */
  readonly ownApi?: apigatewayv2.HttpApi;
  /** The number of requests above the limits of that API. */
  readonly throttled?: cloudwatch.Metric;
  /** The queue between verifier and publisher. */
  readonly intake: WorkQueue;
  /** The queue for sweeps that EventBridge could not deliver. */
  readonly sweepDeadLetterQueue: sqs.IQueue;
  /** The endpoints. */
  readonly endpoints: readonly Endpoint[];
  /** The actions of each alarm. */
  readonly actions: readonly cloudwatch.IAlarmAction[];
  /** The `service` dimension of the metrics. */
  readonly serviceName: string;
}

/** Properties of one alarm. */
interface AlarmProps {
  /** The meaning of the alarm, which is also its heading in the runbook. */
  readonly heading: string;
  readonly metric: cloudwatch.Metric;
  /** The lowest value that raises the alarm. */
  readonly threshold: number;
  /** The sentence that says how to find the endpoint. */
  readonly where?: string;
}

/** The alarms. Each means that data will be lost unless somebody acts, and has a heading in docs/runbook.md. */
export class Monitoring extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MonitoringProps,
  ) {
    super(scope, id);
    const { ownApi, throttled, intake, sweepDeadLetterQueue, endpoints } = props;
    if (ownApi) {
      this.alarm('WebhooksUnanswered', {
        heading: 'Webhooks are not taken',
        metric: ownApi.metricServerError({ statistic: cloudwatch.Stats.SUM }),
        threshold: 1,
      });
    }
    if (throttled) {
      this.alarm('WebhooksThrottled', { heading: 'Webhooks are throttled', metric: throttled, threshold: 1 });
    }
    this.watchQueue('Intake', intake, Duration.hours(1));
    this.alarm('SweepDeadLetters', {
      heading: 'The spool is not swept',
      metric: sweepDeadLetterQueue.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
    });
    for (const alarm of webhookAlarms) this.watchCount(alarm);
    const archived = endpoints.flatMap((endpoint) => endpoint.archived ?? []);
    if (archived.length > 0) for (const alarm of archiveAlarms) this.watchCount(alarm);
    for (const { name, jobs } of archived) {
      this.watchQueue(`${pascalCase(name)}Archive`, jobs, Duration.days(1));
    }
  }

  /** Adds an alarm for all endpoints: one for each would take four resources of an endpoint. */
  private watchCount({ metric: name, heading, period }: CountAlarm): void {
    const metric = pipelineMetric(this.props.serviceName, name, undefined, { period });
    this.alarm(name, {
      heading,
      metric,
      threshold: 1,
      where: `Its metric ${name} with the dimension endpoint says where.`,
    });
  }

  private watchQueue(id: string, { queue, deadLetterQueue }: WorkQueue, maxAge: Duration): void {
    this.alarm(`${id}DeadLetters`, {
      heading: `Dead letters of the ${id === 'Intake' ? 'intake' : 'archive'} queue`,
      metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
    });
    // SQS leaves messages with several receives out of this age, so it is high only if nobody reads the queue.
    this.alarm(`${id}NotRead`, {
      heading: 'A queue is not read',
      metric: queue.metricApproximateAgeOfOldestMessage(),
      threshold: maxAge.toSeconds(),
    });
  }

  private alarm(id: string, { heading, metric, threshold, where = '' }: AlarmProps): void {
    const alarm = new cloudwatch.Alarm(this, id, {
      alarmDescription: `${heading}.${where && ` ${where}`} What to do: cdk-esign-webhooks, docs/runbook.md#${heading.toLowerCase().replaceAll(' ', '-')}`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(...this.props.actions);
  }
}
