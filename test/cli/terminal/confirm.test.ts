import { confirmation } from '../../../cli/terminal/confirm';

/** Says of the process's streams whether they are a terminal. */
function terminals({ stdin, stderr }: { readonly stdin: boolean; readonly stderr: boolean }): void {
  jest.replaceProperty(process.stdin, 'isTTY', stdin);
  jest.replaceProperty(process.stderr, 'isTTY', stderr);
}
beforeAll(() => {
  process.stdin.isTTY ??= false;
  process.stderr.isTTY ??= false;
});
afterEach(() => jest.restoreAllMocks());

it.each([
  ['reads no answer', { stdin: false, stderr: true }],
  ['would not show the question', { stdin: true, stderr: false }],
])('is not waited for where the terminal %s: it says what to do', async (_what, given) => {
  terminals(given);

  await expect(confirmation(false)('Sure?')).rejects.toThrow(
    'Sure? Nobody can be asked here: say so with --yes. Nothing was changed.',
  );
});

it('is not asked for where it was given before', async () => {
  terminals({ stdin: false, stderr: false });

  expect(await confirmation(true)('Sure?')).toBe(true);
});
