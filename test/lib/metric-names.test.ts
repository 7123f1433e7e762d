import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EsignMetric } from '../../lib';

test('EsignMetric has just the metrics that the stages count and measure', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'lambda/kit/telemetry.ts'), 'utf8');
  const unions = [...text.matchAll(/type (?:Metric|Duration)Name =([^;]*);/g)].map(([, union]) => union!);
  const counted = unions.flatMap((union) => [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name!));

  expect(counted.length).toBeGreaterThan(5);
  expect(Object.values(EsignMetric).sort()).toEqual(counted.sort());
});
