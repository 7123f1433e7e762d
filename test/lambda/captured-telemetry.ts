import { describeError } from '../../lambda/aws/describe-error';
import type { DurationName, LogFields, MetricName, Telemetry } from '../../lambda/kit/telemetry';

/** One line of the log. */
export interface LogEntry extends LogFields {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

/** A telemetry that records the log lines, and the counts and times by name. */
export function capturedTelemetry() {
  const entries: LogEntry[] = [];
  const lines: string[] = [];
  const metrics: MetricName[] = [];
  const counts: Partial<Record<MetricName, number>> = {};
  const durations: Partial<Record<DurationName, number[]>> = {};
  const at = (level: LogEntry['level']) => (message: string, fields: LogFields, error?: unknown) => {
    const line = { message, ...fields, ...(error === undefined ? {} : describeError(error)) };
    lines.push(JSON.stringify(line));
    entries.push({ level, ...line });
  };
  const telemetry: Telemetry = {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    count: (metric) => {
      metrics.push(metric);
      counts[metric] = (counts[metric] ?? 0) + 1;
    },
    measure: (metric, milliseconds) => {
      (durations[metric] ??= []).push(milliseconds);
    },
  };
  return { telemetry, lines, entries, metrics, counts, durations };
}
