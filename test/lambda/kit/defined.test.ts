import { defined } from '../../../lambda/kit/defined';

test('drops what is undefined, and nothing else', () => {
  const fields = { a: undefined, b: null, c: 0, d: '', e: false, f: [] };

  expect(Object.keys(defined(fields))).toEqual(['b', 'c', 'd', 'e', 'f']);
  expect(defined(fields)).toStrictEqual({ b: null, c: 0, d: '', e: false, f: [] });
});

test('leaves the given object as it is', () => {
  const fields = { a: undefined, b: 1 };

  defined(fields);

  expect('a' in fields).toBe(true);
});
