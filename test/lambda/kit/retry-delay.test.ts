import { retryDelaySeconds } from '../../../lambda/kit/retry-delay';

test.each([
  [1, 15],
  [2, 30],
  [3, 60],
  [6, 480],
  [7, 900],
  [1000, 900],
])('attempt %i is followed by a delay of at most %i s', (tries, seconds) => {
  expect(retryDelaySeconds(tries, () => 1)).toBe(seconds);
});

test.each([
  [1, 8],
  [2, 15],
  [7, 450],
])('attempt %i is followed by a delay of at least %i s', (tries, seconds) => {
  expect(retryDelaySeconds(tries, () => 0)).toBe(seconds);
});

test.each([0, -3])('treats an impossible count of %i like the first attempt', (tries) => {
  expect(retryDelaySeconds(tries, () => 1)).toBe(15);
});

test.each([
  ['at least', 0, 1.9],
  ['at most', 1, 3.8],
])('the twenty attempts of a message take, %s, with a random number of %i: %f hours', (_, random, hours) => {
  const seconds = Array.from({ length: 20 }, (_, index) => retryDelaySeconds(index + 1, () => random));

  expect(seconds.reduce((sum, wait) => sum + wait) / 3_600).toBeCloseTo(hours, 1);
});
