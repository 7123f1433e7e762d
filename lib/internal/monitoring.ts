import { Duration } from 'aws-cdk-lib';
import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Endpoint } from './endpoint';
import { pascalCase } from './pascal-case';
import { pipelineMetric, type PipelineMetricName } from './pipeline-metric';
import { type WorkQueue } from './work-queue';

/** What is watched. */
export interface MonitoringProps {
  /** The API, when it is our own: another's errors may be others' errors. */
  readonly ownApi?: apigatewayv2.HttpApi;
  /** Between verifier and publisher. */
  readonly intake: WorkQueue;
  /** All endpoints. */
  readonly endpoints: readonly Endpoint[];
  /** Told about each alarm. */
  readonly actions: readonly cloudwatch.IAlarmAction[];
  /** The metrics' `service` dimension. */
  readonly serviceName: string;
}

/** One alarm: what it says, and when. */
interface AlarmNeed {
  /** What it means; the heading of its part in the runbook. */
  readonly heading: string;
  readonly metric: cloudwatch.Metric;
  /** At least this. */
  readonly threshold: number;
  /** In this many periods in a row. */
  readonly periods?: number;
}

/** The alarms: each is about something that is lost unless somebody acts, and has its heading in docs/runbook.md. */
export class Monitoring extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MonitoringProps,
  ) {
    super(scope, id);
    const { ownApi, intake, endpoints } = props;
    if (ownApi) {
      this.alarm('WebhooksUnanswered', {
        heading: 'Webhooks are not taken',
        metric: ownApi.metricServerError({ statistic: cloudwatch.Stats.SUM }),
        threshold: 1,
      });
    }
    this.watchQueue('Intake', intake, Duration.hours(1));
    for (const endpoint of endpoints) this.watchEndpoint(endpoint);
  }

  private watchEndpoint({ name, archived }: Endpoint): void {
    const id = pascalCase(name);
    const count = (metricName: PipelineMetricName, options?: cloudwatch.MetricOptions) =>
      pipelineMetric(this.props.serviceName, metricName, name, options);
    this.alarm(`${id}SecretNotSet`, {
      heading: 'The webhook secret is not set',
      metric: count('SecretNotSet'),
      threshold: 1,
    });
    // Anybody can cause it who knows the address, but not by accident: what has no proof at all is not counted here.
    this.alarm(`${id}WebhookMismatched`, {
      heading: 'Genuine webhooks are refused',
      metric: count('WebhookMismatched'),
      threshold: 1,
    });
    if (!archived) return;
    this.alarm(`${id}ApiKeyUnusable`, {
      heading: 'The API key is not usable',
      metric: count('ApiKeyUnusable'),
      threshold: 1,
    });
    // A webhook may come some minutes before the API knows. A job that waits is tried every 15 minutes, unless the
    // provider asks for longer, so a count in each half hour of four hours means that something waits that long; 44 hours
    // are left before it is given up.
    this.alarm(`${id}ArchiveWaiting`, {
      heading: 'An archive waits for hours',
      metric: count('ArchiveWaiting', { period: Duration.minutes(30) }),
      threshold: 1,
      periods: 8,
    });
    this.watchQueue(`${id}Archive`, archived.jobs, Duration.days(1));
  }

  private watchQueue(id: string, { queue, deadLetterQueue }: WorkQueue, tooOld: Duration): void {
    this.alarm(`${id}DeadLetters`, {
      heading: `Dead letters of the ${id === 'Intake' ? 'intake' : 'archive'} queue`,
      metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
    });
    // Messages that were tried some times are not counted in the age: it is high when nobody reads the queue.
    this.alarm(`${id}NotRead`, {
      heading: 'A queue is not read',
      metric: queue.metricApproximateAgeOfOldestMessage(),
      threshold: tooOld.toSeconds(),
    });
  }

  private alarm(id: string, { heading, metric, threshold, periods = 1 }: AlarmNeed): void {
    const alarm = new cloudwatch.Alarm(this, id, {
      alarmDescription: `${heading}. What to do: cdk-esign-webhooks, docs/runbook.md#${heading.toLowerCase().replaceAll(' ', '-')}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(...this.props.actions);
  }
}
