import * as z from 'zod';
import { boundedList, maxListLength } from '../../../lambda/kit/bounded-list';

const list = boundedList(z.object({ id: z.string() }));
const items = (length: number) => Array.from({ length }, (_, index) => ({ id: String(index), more: 1 }));

test('accepts a list of the maximum length', () => {
  expect(list.parse(items(maxListLength))).toEqual(items(maxListLength).map(({ id }) => ({ id })));
});

test.each([
  ['one item too many', items(maxListLength + 1)],
  ['no list', { 0: { id: '0' }, length: 1 }],
  ['an item of another shape', [{ id: '0' }, { id: 1 }]],
])('rejects %s', (_, value) => {
  expect(list.safeParse(value).success).toBe(false);
});

test('reports one problem for a million invalid items', () => {
  const wrong = Array<number>(1_000_000).fill(7);

  expect(list.safeParse(wrong).error?.issues).toHaveLength(1);
});
