import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type EsignMetric } from '../esign-metric';
import { given } from './given';

/** The name of a metric. */
export type PipelineMetricName = `${EsignMetric}`;

/** Returns a metric of one endpoint, or of all endpoints together; by default as a sum over five minutes. */
export function pipelineMetric(
  serviceName: string,
  metricName: PipelineMetricName,
  endpoint: string | undefined,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'EsignWebhooks',
    metricName,
    dimensionsMap: { service: serviceName, ...(endpoint !== undefined && { endpoint }) },
    statistic: cloudwatch.Stats.SUM,
    unit: cloudwatch.Unit.COUNT,
    ...given(options),
  });
}

/** Returns the time from the arrival of a webhook until its event is on the bus, for all endpoints together. */
export function delayMetric(serviceName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'EsignWebhooks',
    metricName: 'EventDelay',
    dimensionsMap: { service: serviceName },
    statistic: 'p95',
    unit: cloudwatch.Unit.MILLISECONDS,
    ...given(options),
  });
}
