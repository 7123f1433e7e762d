import { confirmation } from '../../../cli/terminal/confirm';

/** Sets which streams of the process are a terminal. */
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
  ['stdin is not a terminal', { stdin: false, stderr: true }],
  ['stderr is not a terminal', { stdin: true, stderr: false }],
])('fails instead of asking if %s, and says what to do', async (_what, given) => {
  terminals(given);

  await expect(confirmation(false)('Sure?')).rejects.toThrow(
    'Sure? Nobody can answer, because there is no terminal: add --yes to answer yes. Nothing was changed.',
  );
});

it('does not ask if --yes was given', async () => {
  terminals({ stdin: false, stderr: false });

  expect(await confirmation(true)('Sure?')).toBe(true);
});
