import type { DurationName, MetricName } from './telemetry';

/** Whether a metric is counted. */
export type IsCounted = (metric: MetricName | DurationName) => boolean;

/**
 * Reads which metrics are counted: a list of names with commas. Without a list all are, and with an empty one too: the list always
 * has the metrics of the alarms, so an empty one can only be a mistake.
 */
export function countedMetrics(list: string | undefined): IsCounted {
  if (!list) return () => true;
  const names: ReadonlySet<string> = new Set(list.split(','));
  return (metric) => names.has(metric);
}
