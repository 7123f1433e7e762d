import { interleave } from '../../bench/harness/interleave';
import { printResult, ratio } from '../../bench/harness/print-results';
import { spreadOf } from '../../bench/harness/statistics';

test('the spread of samples is their middle and the quarters around it', () => {
  expect(spreadOf([9, 1, 5, 3, 7])).toEqual({ median: 5, lower: 3, upper: 7 });
  expect(spreadOf([2])).toEqual({ median: 2, lower: 2, upper: 2 });
  expect(() => spreadOf([])).toThrow('needs samples');
});

test('subjects are measured in turns, in another order in each round, and the first round does not count', async () => {
  const order: string[] = [];
  const subject = (name: string) => ({ name, sample: () => order.push(name) });

  const samples = await interleave([subject('a'), subject('b')], 2);

  expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  expect(Object.fromEntries(samples)).toEqual({ a: [4, 5], b: [3, 6] });
});

test('results compare medians with the anchor, and say which goals are met', () => {
  const samples = new Map([
    ['raw', [10, 10, 10]],
    ['ours', [11, 12, 100]],
  ]);
  const table = { title: '5 KiB', unit: 'CPU µs', anchor: 'raw', samples };
  const bench = {
    name: 'x',
    title: 'Verification',
    about: 'About it.',
    run: () => Promise.reject(new Error()),
  };
  const goals = [
    { what: 'fast', measured: '1.20 ×', isMet: true },
    { what: 'faster', measured: '2 ×', isMet: false },
    { what: 'counted', measured: 'no valgrind' },
  ];

  expect(ratio(table, 'ours')).toBe(1.2);
  expect(printResult(bench, { tables: [table], goals }).split('\n\n')).toEqual([
    '## Verification',
    'About it.',
    [
      '| 5 KiB | CPU µs | quartiles | ratio |',
      '| --- | ---: | ---: | ---: |',
      '| raw | 10.0 | 10.0 to 10.0 | 1.00 |',
      '| ours | 12.0 | 11.0 to 12.0 | 1.20 |',
    ].join('\n'),
    [
      '| goal | measured | met |',
      '| --- | --- | --- |',
      '| fast | 1.20 × | yes |',
      '| faster | 2 × | no |',
      '| counted | no valgrind | not measured |',
    ].join('\n'),
  ]);
});
