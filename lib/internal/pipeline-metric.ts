import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** What the rooms count, as `lambda/kit/telemetry.ts` names it, for those who look from outside. */
export type PipelineMetricName =
  | 'WebhookAccepted'
  | 'WebhookRefused'
  | 'WebhookMismatched'
  | 'WebhookUnchecked'
  | 'SecretNotSet'
  | 'PreviousSecretMatched'
  | 'EventPublished'
  | 'BundleArchived'
  | 'ArchiveWaiting'
  | 'ArchiveFailed'
  | 'ApiKeyUnusable'
  | 'PreviousApiKeyUsed';

/** A count of one endpoint, in sums over five minutes. */
export function pipelineMetric(
  serviceName: string,
  metricName: PipelineMetricName,
  endpoint: string,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'EsignWebhooks',
    metricName,
    dimensionsMap: { service: serviceName, endpoint },
    statistic: cloudwatch.Stats.SUM,
    unit: cloudwatch.Unit.COUNT,
    ...options,
  });
}
