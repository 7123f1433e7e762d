import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** The metrics of the stages that the construct uses, as named in `lambda/kit/telemetry.ts`. */
export type PipelineMetricName =
  | 'WebhookAccepted'
  | 'WebhookRefused'
  | 'WebhookMismatched'
  | 'WebhookUnchecked'
  | 'SecretNotSet'
  | 'PreviousSecretMatched'
  | 'EventPublished'
  | 'DuplicateBodyDiffers'
  | 'BundleArchived'
  | 'ArchiveWaitingForHours'
  | 'DamagedFileArchived'
  | 'ArchiveFailed'
  | 'ApiKeyUnusable'
  | 'PreviousApiKeyUsed';

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
    ...options,
  });
}
