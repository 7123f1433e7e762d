import { Duration, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { pascalCase } from './construct-names';
import { countAlarms, type CountAlarm } from './count-alarms';
import { type Endpoint } from './endpoint';
import { pipelineMetric } from './pipeline-metric';
import { type Pipeline } from './pipeline';
import { type Publisher } from './publisher';
import { requireAll, type Rule } from './prop-rules';
import { type WebhookApi } from './webhook-api';
import { type WorkQueue } from './work-queue';
import { message } from './message';

/** The page with what to do. Alarms are read by people who do not have the package. */
const runbook = 'https://github.com/cdk-esign-webhooks/cdk-esign-webhooks/blob/main/docs/runbook.md';

/** Properties of the alarms. */
export interface MonitoringProps {
  /** The API: the errors of an own one are watched. Those of a shared API may have other causes. */
  readonly api: Pick<WebhookApi, 'ownApi' | 'throttled'>;
  /** The publisher, for the sweeps that EventBridge could not deliver. */
  readonly publisher: Pick<Publisher, 'sweepDeadLetterQueue'>;
  /** The pipeline: its intake queue is watched. */
  readonly pipeline: Pick<Pipeline, 'intake' | 'settings'>;
  /** The endpoints. */
  readonly endpoints: readonly Endpoint[];
  /** The user's choice of actions and thresholds. */
  readonly choice: Pick<EsignWebhooksProps, 'alarmActions' | 'okActions' | 'alarmThresholds'>;
}

/** Properties of one alarm. */
interface AlarmProps {
  /** The meaning of the alarm, which is also its heading in the runbook. */
  readonly heading: string;
  readonly metric: cloudwatch.Metric;
  /** The lowest value that raises the alarm. */
  readonly threshold: number;
  /** The sentence that names the endpoint, or says how to find it. */
  readonly where?: string;
}

/** The alarms. Each means that data will be lost unless somebody acts, and has a heading in docs/runbook.md. */
export class Monitoring extends Construct {
  /** The alarms by their names. */
  readonly alarms: Record<string, cloudwatch.Alarm> = {};

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MonitoringProps,
  ) {
    super(scope, id);
    const { publisher, pipeline, endpoints } = props;
    const { ownApi, throttled } = props.api;
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
    this.watchQueue('Intake', pipeline.intake, Duration.hours(1));
    this.alarm('SweepDeadLetters', {
      heading: 'The spool is not swept',
      metric: publisher.sweepDeadLetterQueue.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
    });
    const archived = endpoints.flatMap((endpoint) => endpoint.archived ?? []);
    for (const alarm of countAlarms(archived)) this.watchCount(alarm);
    for (const { name, jobs } of archived) {
      this.watchQueue(`${pascalCase(name)}Archive`, jobs, Duration.days(1), `Endpoint: ${name}.`);
    }
    requireAll(
      `EsignWebhooks "${scope.node.path}"`,
      thresholdRules(props.choice.alarmThresholds ?? {}, Object.keys(this.alarms)),
    );
  }

  /** Adds an alarm for all endpoints: one for each would take four resources of an endpoint. */
  private watchCount({ metric: name, heading, period }: CountAlarm): void {
    const metric = pipelineMetric(this.props.pipeline.settings.serviceName, name, undefined, { period });
    this.alarm(name, {
      heading,
      metric,
      threshold: 1,
      where: `Its metric ${name} with the dimension endpoint says where.`,
    });
  }

  private watchQueue(
    id: string,
    { queue, deadLetterQueue }: WorkQueue,
    maxAge: Duration,
    where?: string,
  ): void {
    this.alarm(`${id}DeadLetters`, {
      heading: `Dead letters of the ${id === 'Intake' ? 'intake' : 'archive'} queue`,
      metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
      where,
    });
    // SQS leaves messages with several receives out of this age, so it is high only if nobody reads the queue.
    this.alarm(`${id}NotRead`, {
      heading: 'A queue is not read',
      metric: queue.metricApproximateAgeOfOldestMessage(),
      threshold: maxAge.toSeconds(),
      where,
    });
  }

  private alarm(id: string, { heading, metric, threshold, where = '' }: AlarmProps): void {
    const { alarmActions = [], okActions = [], alarmThresholds = {} } = this.props.choice;
    const alarm = new cloudwatch.Alarm(this, id, {
      alarmDescription: `${heading}.${where && ` ${where}`} What to do: ${runbook}#${heading.toLowerCase().replaceAll(' ', '-')}`,
      metric,
      threshold: alarmThresholds[id] ?? threshold,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(...alarmActions);
    alarm.addOkAction(...okActions);
    this.alarms[id] = alarm;
  }
}

/** Returns the rules for the user's thresholds: each has an alarm, and could be reached. */
function thresholdRules(thresholds: Readonly<Record<string, number>>, alarms: readonly string[]): Rule[] {
  return Object.entries(thresholds).flatMap(([name, threshold]): Rule[] => [
    [
      alarms.includes(name),
      message`alarmThresholds has "${name}", but there is no such alarm: give one of "${alarms.join('", "')}"`,
    ],
    [
      Token.isUnresolved(threshold) || threshold > 0,
      message`alarmThresholds.${name} is ${threshold}: give a number above 0, because the alarm is raised at this value`,
    ],
  ]);
}
