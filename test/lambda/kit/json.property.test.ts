import * as fc from 'fast-check';
import * as z from 'zod';
import {
  isNestedShallow,
  isNestedUpTo,
  jsonString,
  maxNesting,
  readJsonObject,
} from '../../../lambda/kit/json';

describe('readJsonObject', () => {
  const read = (text: string) => readJsonObject(Buffer.from(text));

  it.each([
    ['an object', '{"a":[1,null]}', { a: [1, null] }],
    ['an object within white space', ' \n{}\t', {}],
    ['an object behind a byte order mark', '\uFEFF{"a":1}', { a: 1 }],
    ['the last of equal keys', '{"a":1,"a":2}', { a: 2 }],
  ])('reads %s', (_, text, object) => {
    expect(read(text)).toEqual({ object });
  });

  it('treats __proto__ as an ordinary key', () => {
    const result = read('{"__proto__":{"admin":true}}');

    expect('object' in result && Object.keys(result.object)).toEqual(['__proto__']);
    expect('object' in result && result.object.admin).toBeUndefined();
  });

  it.each([
    ['nothing', '', 'body-not-json'],
    ['a word', 'hello', 'body-not-json'],
    ['two objects', '{}{}', 'body-not-json'],
    ['two byte order marks', '\uFEFF\uFEFF{}', 'body-not-json'],
    ['null', 'null', 'body-not-an-object'],
    ['a list', '[{}]', 'body-not-an-object'],
    ['a number', '7', 'body-not-an-object'],
  ])('names the problem with %s', (_, text, problem) => {
    expect(read(text)).toEqual({ problem });
  });

  it.each([
    ['a broken sequence', [0x7b, 0xc3, 0x28, 0x7d]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ])('rejects invalid UTF-8: %s', (_, bytes) => {
    expect(readJsonObject(Uint8Array.from(bytes))).toEqual({ problem: 'body-not-utf8' });
  });

  it('rejects JSON that is nested too deeply', () => {
    expect(read('{"a":'.repeat(1_000) + '1' + '}'.repeat(1_000))).toHaveProperty('object');
    expect(read('{"a":'.repeat(500_000) + '1' + '}'.repeat(500_000))).toEqual({
      problem: 'body-nested-too-deep',
    });
  });
});

describe('isNestedShallow', () => {
  const isShallow = (text: string) => isNestedShallow(Buffer.from(text));

  const listsOf = (levels: number, inside = '') => '['.repeat(levels) + inside + ']'.repeat(levels);

  it.each([
    ['lists', (levels: number) => listsOf(levels)],
    ['objects', (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)],
    ['lists behind other lists', (levels: number) => `[[],[],${listsOf(levels - 1)}]`],
    ['lists without closing brackets', (levels: number) => '['.repeat(levels)],
    ['lists behind a text of brackets', (levels: number) => `["]]]}}}\\"]",${listsOf(levels - 1)}]`],
    ['lists behind a text that ends with a backslash', (levels: number) => `["\\\\",${listsOf(levels - 1)}]`],
  ])('limits the depth of %s', (_, nested) => {
    expect(isShallow(nested(maxNesting))).toBe(true);
    expect(isShallow(nested(maxNesting + 1))).toBe(false);
  });

  it.each([
    ['in a text', `"${'['.repeat(5_000)}"`],
    ['behind an escaped quote in a text', `"\\"${'['.repeat(5_000)}"`],
    ['in a text without a closing quote', `"${'['.repeat(5_000)}`],
    ['one after the other', `[${'[],'.repeat(5_000)}1]`],
    ['of objects one after the other', `[${'{},'.repeat(5_000)}1]`],
  ])('does not count brackets %s', (_, text) => {
    expect(isShallow(text)).toBe(true);
  });

  it('accepts only JSON that JSON.stringify can write again', () => {
    const text = listsOf(maxNesting, '1');

    expect(JSON.stringify(JSON.parse(text))).toBe(text);
  });

  it('accepts any JSON with little nesting', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 8 }), isShallow));
  });

  it('never throws for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof isNestedShallow(bytes) === 'boolean'),
    );
  });
});

describe('isNestedUpTo', () => {
  it.each([
    [0, 'a word', true],
    [0, null, true],
    [0, [], false],
    [1, [], true],
    [1, {}, true],
    [1, { a: 1, b: null }, true],
    [1, { a: 1, b: [] }, false],
    [2, { a: 1, b: [2] }, true],
    [2, [[], [[]]], false],
    [3, [[], [[]]], true],
  ])('at most %d: %j is %s', (maxDepth, value, expected) => {
    expect(isNestedUpTo(maxDepth, value)).toBe(expected);
  });

  it.each([
    [{ a: [1, 2] }, true],
    [{ a: [1, 'two'] }, false],
    [{ a: 'one', b: 2 }, false],
    ['one', false],
    [null, false],
  ])('asks about each value that is neither list nor object: %j', (value, expected) => {
    expect(isNestedUpTo(5, value, (leaf) => typeof leaf === 'number')).toBe(expected);
  });
});

describe('jsonString', () => {
  const schema = jsonString(z.object({ a: z.number() }));

  it.each([
    ['{"a":1}', { a: 1 }],
    ['{"a":"1"}', undefined],
    ['{"a":1', undefined],
    ['', undefined],
  ])('reads %j', (text, expected) => {
    expect(schema.safeParse(text).data).toEqual(expected);
  });

  it('says that a text is not JSON, without quoting it', () => {
    expect(schema.safeParse('a secret').error?.issues).toEqual([
      expect.objectContaining({ message: 'not JSON', path: [] }),
    ]);
  });
});
