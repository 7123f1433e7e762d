import { curlConfig } from '../../demo/curl-config';

it('writes one option on each line, and a list as one option after the other', () => {
  expect(curlConfig({ silent: true, url: 'https://a.example', header: ['a: 1', 'b: 2'] })).toBe(
    'silent\nurl = "https://a.example"\nheader = "a: 1"\nheader = "b: 2"\n',
  );
});

it('escapes what ends a value', () => {
  expect(curlConfig({ data: 'a "quoted" \\ word\nand a line' })).toBe(
    'data = "a \\"quoted\\" \\\\ word\\nand a line"\n',
  );
});
