import * as fc from 'fast-check';
import { maxNesting, isNestedShallow } from '../../../lambda/kit/json';

const isShallow = (text: string) => isNestedShallow(Buffer.from(text));

const listsOf = (levels: number, inside = '') => '['.repeat(levels) + inside + ']'.repeat(levels);

test.each([
  ['lists', (levels: number) => listsOf(levels)],
  ['objects', (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)],
  ['lists behind other lists', (levels: number) => `[[],[],${listsOf(levels - 1)}]`],
  ['lists that nobody closes', (levels: number) => '['.repeat(levels)],
  ['lists behind a text of brackets', (levels: number) => `["]]]}}}\\"]",${listsOf(levels - 1)}]`],
  ['lists behind a text that ends with a backslash', (levels: number) => `["\\\\",${listsOf(levels - 1)}]`],
])('%s may be nested so deep, and no deeper', (_, nested) => {
  expect(isShallow(nested(maxNesting))).toBe(true);
  expect(isShallow(nested(maxNesting + 1))).toBe(false);
});

test.each([
  ['in a text', `"${'['.repeat(5_000)}"`],
  ['behind an escaped quote in a text', `"\\"${'['.repeat(5_000)}"`],
  ['in a text that nobody ends', `"${'['.repeat(5_000)}`],
  ['one after the other', `[${'[],'.repeat(5_000)}1]`],
  ['of objects one after the other', `[${'{},'.repeat(5_000)}1]`],
])('brackets %s are no nesting', (_, text) => {
  expect(isShallow(text)).toBe(true);
});

test('JSON that passes can be written again', () => {
  const text = listsOf(maxNesting, '1');

  expect(JSON.stringify(JSON.parse(text))).toBe(text);
});

test('whatever JSON says, it passes where it is nested a little', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 8 }), isShallow));
});

test('takes any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof isNestedShallow(bytes) === 'boolean'),
  );
});
