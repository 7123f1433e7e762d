import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { describeError } from './describe-error';
import type { LogFields, Telemetry } from '../kit/telemetry';

/** Logs and metrics (EMF) by Powertools; the service's name and the namespace come from its environment variables. */
export function powertoolsTelemetry(room: string): Telemetry {
  const logger = new Logger({ persistentKeys: { room } });
  const metrics = new Metrics();
  const withError = (fields: LogFields, error: unknown) =>
    error === undefined ? fields : { ...fields, ...describeError(error) };
  return {
    info: (message, fields) => logger.info(message, fields),
    warn: (message, fields, error) => logger.warn(message, withError(fields, error)),
    error: (message, fields, error) => logger.error(message, withError(fields, error)),
    count: (metric, endpoint) =>
      metrics.singleMetric().addDimension('endpoint', endpoint).addMetric(metric, MetricUnit.Count, 1),
  };
}
