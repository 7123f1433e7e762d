import { pollUntilQuiet } from '../../cli/poll';
import { stopwatch } from './fake-time';

const limits = { maxMs: 30, intervalMs: 10 };

/** Looks as often as it may, with news at these looks. Returns the number of looks. */
const looksWith = (news: readonly number[], final = Infinity) => {
  let looks = 0;
  const look = () => Promise.resolve({ result: ++looks, hasNews: news.includes(looks) });
  return pollUntilQuiet(look, (result) => result >= final, limits, stopwatch());
};

it.each<[string, Promise<number>, number]>([
  ['the quiet time is over', looksWith([]), 4],
  ['the quiet time after the last news is over', looksWith([3, 5]), 8],
  ['the result is final', looksWith([], 2), 2],
])('looks until %s', async (_what, looks, expected) => {
  expect(await looks).toBe(expected);
});
