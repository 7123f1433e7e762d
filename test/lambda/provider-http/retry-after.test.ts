import fc from 'fast-check';
import { retryAfterSeconds } from '../../../lambda/provider-http/retry-after';

const now = new Date('2026-11-21T12:00:00.000Z');

test.each([
  ['120', 120],
  [' 120 ', 120],
  ['0', 0],
  ['Sat, 21 Nov 2026 12:01:00 GMT', 60],
  ['Saturday, 21-Nov-26 12:01:00 GMT', 60],
  ['Sat Nov 21 12:01:00 2026', 60],
  ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
])('parses %p as %i seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});

test.each([
  null,
  '',
  'soon',
  '-5',
  '1.5',
  '1e3',
  '2027-01-01',
  '9999999999',
  '2026-11-21T12:01:00Z',
  '21 Nov 2026 12:01:00 GMT',
])('returns undefined for %p', (header) => {
  expect(retryAfterSeconds(header, now)).toBeUndefined();
});

test('returns a non-negative whole number or undefined for any header', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      const seconds = retryAfterSeconds(header, now);

      expect(seconds === undefined || (Number.isInteger(seconds) && seconds >= 0)).toBe(true);
    }),
  );
});
