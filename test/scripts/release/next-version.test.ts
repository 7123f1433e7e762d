import { nextVersion } from '../../../scripts/release/next-version';

test.each([
  ['--patch', '0.9.10'],
  ['--minor', '0.10.0'],
  ['--major', '1.0.0'],
  ['0.9.10', '0.9.10'],
  ['1.2.3', '1.2.3'],
])('after 0.9.9, %s is %s', (wanted, next) => {
  expect(nextVersion('0.9.9', wanted)).toBe(next);
});

test.each([
  ['v1.0.0', 'is not a version'],
  ['1.0', 'is not a version'],
  ['1.0.0-rc.1', 'is not a version'],
  ['1.0.0+build', 'is not a version'],
  ['01.0.0', 'is not a version'],
  [' 1.0.0', 'is not a version'],
  ['--premajor', 'is not a version'],
  ['toString', 'is not a version'],
  ['', 'is not a version'],
  ['0.9.9', 'is not greater than 0.9.9'],
  ['0.9.8', 'is not greater than 0.9.9'],
])("'%s' after 0.9.9 is refused", (wanted, message) => {
  expect(() => nextVersion('0.9.9', wanted)).toThrow(message);
});
