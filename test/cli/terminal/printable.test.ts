import { printable } from '../../../cli/terminal/printable';

it.each([
  ['an escape of the terminal', '\u001b]0;title\u0007\u001b[2J', '\\u001b]0;title\\u0007\\u001b[2J'],
  ['an escape in one character', '\u009b2J', '\\u009b2J'],
  ['new lines, tabs and backspaces', 'a\r\nb\tc\b\u007f', 'a\\u000d\\u000ab\\u0009c\\u0008\\u007f'],
  ['other separators of lines', 'a\u0085b\u2028c\u2029', 'a\\u0085b\\u2028c\\u2029'],
  [
    'the writing direction',
    '\u202e\u202a\u2066\u2069\u200e\u200f\u061c',
    '\\u202e\\u202a\\u2066\\u2069\\u200e\\u200f\\u061c',
  ],
])('shows %s as an escape', (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('leaves other text as it is, in every script', () => {
  const text = 'Jürgen Ōe שלום سلام‌ 👩‍👧 "\\" ~ \u00a0';

  expect(printable(text)).toBe(text);
});

it('does not change what JSON means', () => {
  const value = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).join('');

  expect(JSON.parse(printable(JSON.stringify({ value })))).toEqual({ value });
});
