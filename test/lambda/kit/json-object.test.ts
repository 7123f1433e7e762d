import { readJsonObject } from '../../../lambda/kit/json';

const read = (text: string) => readJsonObject(Buffer.from(text));

test.each([
  ['an object', '{"a":[1,null]}', { a: [1, null] }],
  ['an object within white space', ' \n{}\t', {}],
  ['an object behind a byte order mark', '\uFEFF{"a":1}', { a: 1 }],
  ['the last of equal keys', '{"a":1,"a":2}', { a: 2 }],
])('%s is read', (_, text, object) => {
  expect(read(text)).toEqual({ object });
});

test('a key named __proto__ is a key and no prototype', () => {
  const reading = read('{"__proto__":{"admin":true}}');

  expect('object' in reading && Object.keys(reading.object)).toEqual(['__proto__']);
  expect('object' in reading && reading.object.admin).toBeUndefined();
});

test.each([
  ['nothing', '', 'body-not-json'],
  ['a word', 'hello', 'body-not-json'],
  ['two objects', '{}{}', 'body-not-json'],
  ['two byte order marks', '\uFEFF\uFEFF{}', 'body-not-json'],
  ['null', 'null', 'body-not-an-object'],
  ['a list', '[{}]', 'body-not-an-object'],
  ['a number', '7', 'body-not-an-object'],
])('refuses %s by name', (_, text, problem) => {
  expect(read(text)).toEqual({ problem });
});

test.each([
  ['a broken sequence', [0x7b, 0xc3, 0x28, 0x7d]],
  ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
  ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
])('refuses what is no UTF-8: %s', (_, bytes) => {
  expect(readJsonObject(Uint8Array.from(bytes))).toEqual({ problem: 'body-not-utf8' });
});

test('refuses by name what is nested deeper than anybody needs', () => {
  expect(read('{"a":'.repeat(1_000) + '1' + '}'.repeat(1_000))).toHaveProperty('object');
  expect(read('{"a":'.repeat(500_000) + '1' + '}'.repeat(500_000))).toEqual({
    problem: 'body-nested-too-deep',
  });
});
