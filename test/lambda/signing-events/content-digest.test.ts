import fc from 'fast-check';
import { contentDigest } from '../../../lambda/signing-events/content-digest';

const facts = { content: (body: unknown) => body };
const digest = (text: string) => contentDigest(facts, Buffer.from(text));

it.each([
  ['white space', '{"a": 1,\n "b": [true, null]}', '{"a":1,"b":[true,null]}'],
  ['the order of keys', '{"a":{"x":1,"y":2},"b":2}', '{"b":2,"a":{"y":2,"x":1}}'],
  ['escapes', '{"a":"\\u00e9\\/"}', '{"a":"é/"}'],
])('%s makes no difference', (_, one, other) => {
  expect(digest(other)).toBe(digest(one));
});

it.each([
  ['a value', '{"a":1}', '{"a":2}'],
  ['a text instead of a number', '{"a":1}', '{"a":"1"}'],
  ['the order of a list', '{"a":[1,2]}', '{"a":[2,1]}'],
  ['a field more', '{"a":1}', '{"a":1,"b":null}'],
  ['a number of other digits', '{"a":1.10}', '{"a":1.1}'],
  ['a number that JavaScript rounds', '{"a":9007199254740993}', '{"a":9007199254740992}'],
  ['a key that is no field', '{"__proto__":1}', '{"__proto__":2}'],
  ['bytes that are no JSON', 'a b', 'a  b'],
  ['a list instead of an object', '[1, 2]', '[1,2]'],
  ['JSON nested too deep to compare', `{"a":${'['.repeat(2_000)}`, `{"b":${'['.repeat(2_000)}`],
])('%s makes a difference', (_, one, other) => {
  expect(digest(other)).not.toBe(digest(one));
});

it('for any object, only what it says counts', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(8), (object, indent) => {
      const turned = Object.fromEntries(Object.entries(object).reverse());

      expect(digest(JSON.stringify(turned, null, indent))).toBe(digest(JSON.stringify(object)));
    }),
  );
});

it('for any bytes, it never throws', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void contentDigest(facts, bytes)));
});
