import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EsignMetric } from '../../lib';
import { alarmedMetrics } from '../../lib/internal/count-alarms';

test('EsignMetric has just the metrics that the stages count and measure', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'lambda/kit/telemetry.ts'), 'utf8');
  const unions = [...text.matchAll(/type (?:Metric|Duration)Name =([^;]*);/g)].map(([, union]) => union!);
  const counted = unions.flatMap((union) => [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name!));

  expect(counted.length).toBeGreaterThan(5);
  expect(Object.values(EsignMetric).sort()).toEqual(counted.sort());
});

test('the comments of EsignMetric name just the metrics that an alarm stands on', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'lib/esign-metric.ts'), 'utf8');
  const members = [...text.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s+\w+ = '(\w+)'/g)];

  const described = members
    .filter(([, comment]) => comment!.includes('An alarm stands on it'))
    .map(([, , name]) => name);

  expect(members).toHaveLength(Object.keys(EsignMetric).length);
  expect(described.sort()).toEqual([...alarmedMetrics].sort());
});
