import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The names in a union type, as they stand in its file. */
function namesIn(file: string, type: string): string[] {
  const text = readFileSync(join(__dirname, '..', '..', file), 'utf8');
  const [, union = ''] = new RegExp(`type ${type} =([^;]*);`).exec(text) ?? [];
  return [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name!);
}

test('what the construct looks up is something that the rooms count', () => {
  const counted = namesIn('lambda/kit/telemetry.ts', 'MetricName');

  const lookedUp = namesIn('lib/internal/pipeline-metric.ts', 'PipelineMetricName');

  expect(lookedUp.length).toBeGreaterThan(5);
  expect(counted).toEqual(expect.arrayContaining(lookedUp));
});
