import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type Construct } from 'constructs';

/**
 * Counts the requests that API Gateway answered with 429, because they came above the limits. No function sees them, and
 * the API has no metric for them: its `4xx` counts the 401 of the verifiers too.
 *
 * The metric has the service of the access log as its dimension. The filter names the service too, because only a property
 * that the filter names may be a dimension. API Gateway writes the status as text; the filter also matches a number.
 *
 * Source: CloudWatch Logs user guide, "Filter pattern syntax for metric filters" and its section "Publishing dimensions with
 * metrics from values in JSON or space-delimited log events", checked 2026-11-27.
 */
export function countThrottled(
  scope: Construct,
  accessLogs: logs.ILogGroup,
  serviceName: string,
): cloudwatch.Metric {
  const filter = new logs.MetricFilter(scope, 'Throttled', {
    logGroup: accessLogs,
    filterPattern: logs.FilterPattern.all(
      logs.FilterPattern.exists('$.service'),
      logs.FilterPattern.any(
        logs.FilterPattern.stringValue('$.status', '=', '429'),
        logs.FilterPattern.numberValue('$.status', '=', 429),
      ),
    ),
    metricNamespace: 'EsignWebhooks',
    metricName: 'WebhooksThrottled',
    unit: cloudwatch.Unit.COUNT,
    dimensions: { service: '$.service' },
  });
  return filter.metric({
    dimensionsMap: { service: serviceName },
    statistic: cloudwatch.Stats.SUM,
    unit: cloudwatch.Unit.COUNT,
  });
}
