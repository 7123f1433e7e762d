import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the names of a union type from its file. */
function namesIn(file: string, type: string): string[] {
  const text = readFileSync(join(__dirname, '..', '..', file), 'utf8');
  const [, union = ''] = new RegExp(`type ${type} =([^;]*);`).exec(text) ?? [];
  return [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name!);
}

test('the construct uses only metrics that the stages count', () => {
  const counted = namesIn('lambda/kit/telemetry.ts', 'MetricName');

  const used = namesIn('lib/internal/pipeline-metric.ts', 'PipelineMetricName');

  expect(used.length).toBeGreaterThan(5);
  expect(counted).toEqual(expect.arrayContaining(used));
});
