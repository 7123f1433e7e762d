import { EsignMetric } from '../esign-metric';
import { alarmedMetrics } from './count-alarms';
import { type PipelineMetricName } from './pipeline-metric';
import { type Rule } from './prop-rules';

/** The metrics that the functions count. */
export class CountedMetrics {
  private readonly names: ReadonlySet<PipelineMetricName>;

  constructor(private readonly chosen?: readonly EsignMetric[]) {
    this.names = new Set([...alarmedMetrics, ...(chosen ?? Object.values(EsignMetric))]);
  }

  /** Returns whether the functions count a metric. */
  has(metric: PipelineMetricName): boolean {
    return this.names.has(metric);
  }

  /** The metrics that are switched off. */
  get switchedOff(): readonly EsignMetric[] {
    return Object.values(EsignMetric).filter((metric) => !this.has(metric));
  }

  /** The environment of a function. It is empty by default: then the function counts all. */
  get environment(): Record<string, string> {
    return this.chosen ? { COUNTED_METRICS: [...this.names].sort().join(',') } : {};
  }
}

/** Returns the rules for the choice of metrics. */
export function chosenMetricRules(chosen: readonly EsignMetric[] = []): Rule[] {
  const known: readonly string[] = Object.values(EsignMetric);
  return chosen.map((metric) => [
    known.includes(metric),
    `metrics has "${metric}": give values of EsignMetric`,
  ]);
}

/** Returns the rules for a metric that somebody asks for. A metric without values would show nothing, and no error. */
export function metricRules(counted: CountedMetrics, metric: EsignMetric, endpoint?: string): Rule[] {
  return [
    [counted.has(metric), `the metric ${metric} is switched off: add it to the prop metrics`],
    [
      metric !== EsignMetric.EVENT_DELAY || endpoint === undefined,
      `the endpoint of the metric ${metric} is "${endpoint}": leave it out, because all endpoints are measured together`,
    ],
  ];
}
