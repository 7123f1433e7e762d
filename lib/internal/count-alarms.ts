import { Duration } from 'aws-cdk-lib';
import { type ArchivedEndpoint } from './archived-endpoint';
import { type PipelineMetricName } from './pipeline-metric';

/** An alarm on a metric that the stages count, one for all endpoints of a construct. */
export interface CountAlarm {
  /** The metric. It is counted per endpoint too, and that shows which endpoint it is about. */
  readonly metric: PipelineMetricName;
  /** The meaning of the alarm, which is also its heading in the runbook. */
  readonly heading: string;
  /** The period in which one count raises the alarm. */
  readonly period: Duration;
}

const period = Duration.minutes(5);

/** The alarms of every construct. */
const webhookAlarms: readonly CountAlarm[] = [
  { metric: 'SecretNotSet', heading: 'The webhook secret is not set', period },
  // Only a request with a wrong proof counts here. One without any proof does not, so a random visitor cannot raise it.
  { metric: 'WebhookMismatched', heading: 'Genuine webhooks are refused', period },
  // Neither a retry nor what a provider sends twice by design counts here.
  { metric: 'DuplicateBodyDiffers', heading: 'Two webhooks of one event differ', period },
];

/** The alarms of a construct with an endpoint that reconciles. */
const reconcileAlarms: readonly CountAlarm[] = [
  { metric: 'WebhookMissed', heading: 'Webhooks go missing', period: Duration.hours(1) },
  // A full pass may be the only one, once a day.
  { metric: 'ReconciliationOverdue', heading: 'No pass over a provider finishes', period: Duration.days(1) },
];

/** The alarms of a construct with an endpoint that archives. */
const archiveAlarms: readonly CountAlarm[] = [
  { metric: 'ApiKeyUnusable', heading: 'The API key is not usable', period },
  // Most jobs that wait have several attempts in an hour, so the alarm does not end and come again between two of them.
  { metric: 'ArchiveWaitingForHours', heading: 'An archive waits for hours', period: Duration.hours(1) },
  // The bundle is archived, but the provider may still have what the archive lacks.
  { metric: 'DamagedFileArchived', heading: 'A damaged file is archived', period },
];

/** The metrics that an alarm stands on. */
export const alarmedMetrics: readonly PipelineMetricName[] = [
  ...webhookAlarms,
  ...archiveAlarms,
  ...reconcileAlarms,
].map(({ metric }) => metric);

/** Returns the alarms of a construct, by the endpoints that archive. */
export function countAlarms(archived: readonly ArchivedEndpoint[]): readonly CountAlarm[] {
  if (archived.length === 0) return webhookAlarms;
  const reconciles = archived.some((endpoint) => endpoint.reconciles);
  return [...webhookAlarms, ...archiveAlarms, ...(reconciles ? reconcileAlarms : [])];
}
