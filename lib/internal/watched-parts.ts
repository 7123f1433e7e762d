import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type WatchedParts, type WatchedQueue } from './dashboard-widgets';
import { type Endpoint } from './endpoint';
import { type Pipeline } from './pipeline';
import { type WebhookApi } from './webhook-api';
import { type WorkQueue } from './work-queue';

/** Returns what a dashboard shows of a pipeline beside its own metrics. */
export function watchedParts(watched: {
  readonly api: Pick<WebhookApi, 'throttled'>;
  readonly pipeline: Pick<Pipeline, 'intake'>;
  readonly endpoints: readonly Endpoint[];
  readonly alarms: Readonly<Record<string, cloudwatch.Alarm>>;
}): WatchedParts {
  const { api, pipeline, endpoints, alarms } = watched;
  const archived = endpoints.flatMap((endpoint) => endpoint.archived ?? []);
  return {
    alarms: Object.values(alarms),
    queues: [watch('intake', pipeline.intake), ...archived.map(({ name, jobs }) => watch(name, jobs))],
    throttled: api.throttled?.with({ label: 'above the limits: 429' }),
  };
}

const watch = (label: string, { queue, deadLetterQueue }: WorkQueue): WatchedQueue => ({
  age: queue.metricApproximateAgeOfOldestMessage({ label }),
  deadLetters: deadLetterQueue.metricApproximateNumberOfMessagesVisible({ label }),
});
