import { wrapText } from '../../demo/wrap-text';

const place = { columns: 20, first: '* ', others: '  ' };

it.each([
  ['short', ['* short']],
  ['', ['*']],
  ['exactly eighteen c', ['* exactly eighteen c']],
  ['some words that need more than one line', ['* some words that', '  need more than one', '  line']],
  ['s3://bucket/folder/file-of-a-name', ['* s3://bucket/', '  folder/', '  file-of-a-name']],
  ['abcdefghijklmnopqrstuvwxyz', ['* abcdefghijklmnopqr', '  stuvwxyz']],
  ['    indented text of a row', ['*     indented text', '  of a row']],
])('%j', (text, lines) => {
  expect(wrapText(text, place)).toEqual(lines);
});

it('always ends, however narrow the screen is', () => {
  expect(wrapText('abc', { columns: 1, first: '* ', others: '  ' }).join('')).toBe('* a  b  c');
});
