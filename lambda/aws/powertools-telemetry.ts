import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { describeError } from './describe-error';
import { countedMetrics } from '../kit/counted-metrics';
import type { LogFields, Telemetry } from '../kit/telemetry';

/** The key of the stage in each log line. It stays `room` because saved log queries use it. */
const stageKey = 'room';

/**
 * Makes the logs and metrics (EMF) of a stage. Powertools reads the service's name and the namespace from the environment.
 * `COUNTED_METRICS` there names the metrics if not all are counted.
 */
export function powertoolsTelemetry(stage: 'verify' | 'publish' | 'archive' | 'reconcile'): Telemetry {
  const logger = new Logger({ persistentKeys: { [stageKey]: stage } });
  const metrics = new Metrics();
  const isCounted = countedMetrics(process.env.COUNTED_METRICS);
  const withError = (fields: LogFields, error: unknown) =>
    error === undefined ? fields : { ...fields, ...describeError(error) };
  return {
    info: (message, fields) => logger.info(message, fields),
    warn: (message, fields, error) => logger.warn(message, withError(fields, error)),
    error: (message, fields, error) => logger.error(message, withError(fields, error)),
    // The second set of dimensions has no endpoint: the alarms watch all endpoints of a construct together.
    count: (metric, endpoint) => {
      if (!isCounted(metric)) return;
      metrics
        .singleMetric()
        .addDimension('endpoint', endpoint)
        .addDimensions({})
        .addMetric(metric, MetricUnit.Count, 1);
    },
    measure: (metric, milliseconds) => {
      if (isCounted(metric)) metrics.singleMetric().addMetric(metric, MetricUnit.Milliseconds, milliseconds);
    },
  };
}
