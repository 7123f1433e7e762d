import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type IConstruct } from 'constructs';
import { delayMetric, pipelineMetric, type PipelineMetricName } from './pipeline-metric';

/** A queue to watch. */
export interface WatchedQueue {
  /** The age of the oldest message that waits. */
  readonly age: cloudwatch.IMetric;
  /** The dead letters. */
  readonly deadLetters: cloudwatch.IMetric;
}

/** What only the app that makes the pipeline knows. */
export interface WatchedParts {
  /** The alarms. */
  readonly alarms: readonly cloudwatch.IAlarm[];
  /** The queues with work. */
  readonly queues: readonly WatchedQueue[];
  /** The requests above the limits. Undefined if the API is the user's own. */
  readonly throttled?: cloudwatch.IMetric;
}

/** A pipeline with metrics. */
export interface Measured extends IConstruct {
  /** The dimension `service` of its metrics. */
  readonly serviceName: string;
}

/** Returns the rows of a dashboard: what comes in, what becomes of it, and what needs somebody. */
export function dashboardWidgets(signing: Measured, parts?: WatchedParts): cloudwatch.IWidget[][] {
  return [
    ...(parts ? [[alarmStatus(parts.alarms)]] : []),
    webhookGraphs(signing, parts?.throttled),
    archiveGraphs(signing),
    ...(parts ? [queueGraphs(parts.queues)] : []),
  ];
}

function webhookGraphs(signing: Measured, throttled?: cloudwatch.IMetric): cloudwatch.IWidget[] {
  const delays = ['p50', 'p95', 'max'].map((statistic) =>
    delayMetric(signing.serviceName, { statistic, label: statistic }).attachTo(signing),
  );
  return [
    graph('Webhooks', [
      ...counts(signing, {
        WebhookAccepted: 'accepted',
        WebhookRefused: 'refused: 401',
        WebhookUnchecked: 'not checked: 503',
        WebhookUnstored: 'not stored: 503',
      }),
      ...(throttled ? [throttled] : []),
    ]),
    graph(
      'Events',
      counts(signing, {
        EventPublished: 'published',
        EventDuplicate: 'duplicates',
        EventProblem: 'with a problem',
      }),
    ),
    graph('Milliseconds from webhook to event', delays),
  ];
}

function archiveGraphs(signing: Measured): cloudwatch.IWidget[] {
  return [
    graph(
      'Archive',
      counts(signing, {
        BundleArchived: 'archived',
        ArchiveWaiting: 'waiting',
        ArchiveFailed: 'failed',
      }),
    ),
    graph(
      'Found by reconciliation',
      counts(signing, {
        WebhookMissed: 'webhook missed',
        BundleMissing: 'bundle missing',
        PassFinished: 'passes finished',
      }),
    ),
    graph(
      'Secrets and keys',
      counts(signing, {
        SecretNotSet: 'webhook secret not set',
        WebhookMismatched: 'wrong proof',
        ApiKeyUnusable: 'API key not usable',
      }),
    ),
  ];
}

const counts = (signing: Measured, labels: Partial<Record<PipelineMetricName, string>>) =>
  Object.entries(labels).map(([metric, label]) =>
    pipelineMetric(signing.serviceName, metric as PipelineMetricName, undefined, { label }).attachTo(signing),
  );

const graph = (title: string, left: cloudwatch.IMetric[], width = 8) =>
  new cloudwatch.GraphWidget({ title, left, width, height: 6, leftYAxis: { min: 0 } });

function alarmStatus(alarms: readonly cloudwatch.IAlarm[]): cloudwatch.IWidget {
  return new cloudwatch.AlarmStatusWidget({
    title: 'Alarms',
    alarms: [...alarms],
    width: 24,
    // A row has space for some six alarms.
    height: 2 + Math.ceil(alarms.length / 6),
  });
}

function queueGraphs(queues: readonly WatchedQueue[]): cloudwatch.IWidget[] {
  const ages = queues.map(({ age }) => age);
  const deadLetters = queues.map((queue) => queue.deadLetters);
  return [graph('Age of the oldest message, in seconds', ages, 12), graph('Dead letters', deadLetters, 12)];
}
