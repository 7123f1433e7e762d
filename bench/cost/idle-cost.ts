import { cost } from './prices';

/** A synthesized template, as far as it matters here. */
export interface BilledTemplate {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/**
 * The receives of an idle queue: Lambda polls it with five long polls of 20 seconds at the same time.
 *
 * Source: Lambda developer guide, "Configuring scaling behavior for SQS event source mappings": five batches at a time, and
 * no fewer with a maximum concurrency, which our mappings have. SQS quotas: a long poll takes at most 20 seconds. Both
 * checked 2026-11-27. It is an estimate: AWS does not say how often Lambda polls an idle queue.
 */
const receivesPerMonth = (5 * 30 * 24 * 60 * 60) / 20;

/** The sweep of the spool, every 15 minutes: a send, a delete, and one run of the publisher, which costs less than a cent. */
const sweepRequestsPerMonth = 2 * 4 * 24 * 30;

/**
 * The metrics of an endpoint that has webhooks and no problems: `WebhookAccepted`, `EventPublished`, `BundleArchived` and
 * `PassFinished`. Each is one metric for the endpoint, and one for all endpoints together. No alarm stands on them.
 */
const usualMetrics = 4;

/** What a stack costs in a month, in US dollars. */
export interface IdleCost {
  readonly resources: number;
  readonly outputs: number;
  readonly secrets: number;
  readonly alarms: number;
  /** The receives with which Lambda polls the queues. */
  readonly receives: number;
  /** The sum without any webhook. */
  readonly idle: number;
  /** The custom metrics that come with webhooks; nothing with `metrics: []`. CloudWatch bills only the hours with values. */
  readonly metrics: number;
}

/** Computes what a stack costs in a month, from the resources that AWS bills while they are idle. */
export function idleCost({ Resources, Outputs = {} }: BilledTemplate, endpoints: number): IdleCost {
  const types = Object.values(Resources).map(({ Type }) => Type);
  const number = (type: string) => types.filter((one) => one === type).length;
  const secrets = cost('secretMonth', number('AWS::SecretsManager::Secret'));
  const alarms = cost('alarmMonth', number('AWS::CloudWatch::Alarm'));
  const polled = number('AWS::Lambda::EventSourceMapping') * receivesPerMonth;
  const receives = cost('sqsRequest', polled + sweepRequestsPerMonth);
  return {
    resources: types.length,
    outputs: Object.keys(Outputs).length,
    secrets,
    alarms,
    receives,
    idle: secrets + alarms + receives,
    // `EventDelay` is one metric for each construct.
    metrics: cost('metricMonth', usualMetrics * (endpoints + 1) + 1),
  };
}
