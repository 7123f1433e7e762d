import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type EsignMetric } from '../esign-metric';
import { given } from './given';

/** The name of a metric. */
export type PipelineMetricName = `${EsignMetric}`;

/**
 * Returns a metric of one endpoint, or of all endpoints together; by default over five minutes the sum of a count, and the 95th
 * percentile of a time.
 */
export function pipelineMetric(
  serviceName: string,
  metricName: PipelineMetricName,
  endpoint: string | undefined,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  const isTime = metricName === 'EventDelay';
  return new cloudwatch.Metric({
    namespace: 'EsignWebhooks',
    metricName,
    dimensionsMap: { service: serviceName, ...(endpoint !== undefined && { endpoint }) },
    statistic: isTime ? 'p95' : cloudwatch.Stats.SUM,
    unit: isTime ? cloudwatch.Unit.MILLISECONDS : cloudwatch.Unit.COUNT,
    ...given(options),
  });
}
