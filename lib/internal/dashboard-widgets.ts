import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type IConstruct } from 'constructs';
import { type CountedMetrics } from './counted-metrics';
import { pipelineMetric, type PipelineMetricName } from './pipeline-metric';

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
export function dashboardWidgets(
  signing: Measured,
  counted: CountedMetrics,
  parts?: WatchedParts,
): cloudwatch.IWidget[][] {
  const shown = { signing, counted };
  const rows = [
    parts ? [alarmStatus(parts.alarms)] : [],
    webhookGraphs(shown, parts?.throttled),
    archiveGraphs(shown),
    parts ? queueGraphs(parts.queues) : [],
    switchedOff(counted),
  ];
  return rows.filter(({ length }) => length > 0);
}

/** The metrics of a pipeline, as far as they are counted. */
interface ShownMetrics {
  readonly signing: Measured;
  readonly counted: CountedMetrics;
}

function webhookGraphs(shown: ShownMetrics, throttled?: cloudwatch.IMetric): cloudwatch.IWidget[] {
  const delays = ['p50', 'p95', 'max'].flatMap((statistic) =>
    lines(shown, 'EventDelay', { statistic, label: statistic }),
  );
  return graphs([
    [
      'Webhooks',
      [
        ...counts(shown, {
          WebhookAccepted: 'accepted',
          WebhookRefused: 'refused: 401',
          WebhookUnchecked: 'not checked: 503',
          WebhookUnstored: 'not stored: 503',
        }),
        ...(throttled ? [throttled] : []),
      ],
    ],
    [
      'Events',
      counts(shown, {
        EventPublished: 'published',
        EventDuplicate: 'duplicates',
        EventProblem: 'with a problem',
      }),
    ],
    ['Milliseconds from webhook to event', delays],
  ]);
}

function archiveGraphs(shown: ShownMetrics): cloudwatch.IWidget[] {
  return graphs([
    [
      'Archive',
      counts(shown, {
        BundleArchived: 'archived',
        ArchiveWaiting: 'waiting',
        ArchiveFailed: 'failed',
      }),
    ],
    [
      'Found by reconciliation',
      counts(shown, {
        WebhookMissed: 'webhook missed',
        BundleMissing: 'bundle missing',
        PassFinished: 'passes finished',
      }),
    ],
    [
      'Secrets and keys',
      counts(shown, {
        SecretNotSet: 'webhook secret not set',
        WebhookMismatched: 'wrong proof',
        ApiKeyUnusable: 'API key not usable',
      }),
    ],
  ]);
}

const counts = (shown: ShownMetrics, labels: Partial<Record<PipelineMetricName, string>>) =>
  Object.entries(labels).flatMap(([metric, label]) => lines(shown, metric as PipelineMetricName, { label }));

/** The line of a metric in a graph, or none if it is switched off. */
const lines = (
  { signing, counted }: ShownMetrics,
  metric: PipelineMetricName,
  options: cloudwatch.MetricOptions,
) =>
  counted.has(metric)
    ? [pipelineMetric(signing.serviceName, metric, undefined, options).attachTo(signing)]
    : [];

/** Makes the graphs that have a line, in one row. */
const graphs = (row: [title: string, metrics: cloudwatch.IMetric[]][]) =>
  row.filter(([, metrics]) => metrics.length > 0).map(([title, metrics]) => graph(title, metrics));

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

/** Says what the dashboard lacks: otherwise it would look as if nothing happened. */
function switchedOff({ switchedOff: metrics }: CountedMetrics): cloudwatch.IWidget[] {
  const markdown = `Switched off by the prop \`metrics\`: ${metrics.join(', ')}`;
  return metrics.length === 0 ? [] : [new cloudwatch.TextWidget({ markdown, width: 24, height: 2 })];
}

function queueGraphs(queues: readonly WatchedQueue[]): cloudwatch.IWidget[] {
  const ages = queues.map(({ age }) => age);
  const deadLetters = queues.map((queue) => queue.deadLetters);
  return [graph('Age of the oldest message, in seconds', ages, 12), graph('Dead letters', deadLetters, 12)];
}
