import { describeError } from '../../lambda/kit/describe-error';
import type { LogFields, MetricName, Telemetry } from '../../lambda/kit/telemetry';

/** A telemetry that keeps what it is told: the lines as they would be logged, and the counts by name. */
export function capturedTelemetry() {
  const lines: string[] = [];
  const counts: Partial<Record<MetricName, number>> = {};
  const line = (message: string, fields: LogFields, error?: unknown) =>
    void lines.push(
      JSON.stringify({ message, ...fields, ...(error === undefined ? {} : describeError(error)) }),
    );
  const telemetry: Telemetry = {
    info: line,
    warn: line,
    error: line,
    count: (metric) => (counts[metric] = (counts[metric] ?? 0) + 1),
  };
  return { telemetry, lines, counts };
}
