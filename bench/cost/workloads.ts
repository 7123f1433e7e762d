import type { ProviderId } from '../../lambda/contracts/ids';
import { CountedMetrics } from '../../lib/internal/counted-metrics';
import type { Workload } from './count-calls';

/** The columns of the table: webhooks one at a time, in batches of ten, and the same with `metrics: []`. */
export function workloads(provider: ProviderId): readonly Workload[] {
  const webhooks = 100;
  const countedMetrics = new CountedMetrics([]).environment.COUNTED_METRICS;
  return [
    { provider, webhooks, batch: 1 },
    { provider, webhooks, batch: 10 },
    { provider, webhooks, batch: 10, countedMetrics },
  ];
}
