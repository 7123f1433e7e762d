import { narrator, type Screen } from '../../demo/narrator';

let written: string;
let elapsedMs: number;

beforeEach(() => {
  jest.useFakeTimers();
  [written, elapsedMs] = ['', 0];
});

afterEach(() => jest.useRealTimers());

const onScreen = (screen: Partial<Screen> = {}) =>
  narrator({
    write: (text) => void (written += text),
    isTerminal: false,
    elapsedMs: () => elapsedMs,
    ...screen,
  });

const clearLine = '\r\u001b[2K';

/** Works for some time, in steps as long as the sign moves. */
const workFor = async (ms: number) => {
  for (let done = 0; done < ms; done += 120) {
    elapsedMs += 120;
    await jest.advanceTimersByTimeAsync(120);
  }
  return 'a result';
};

describe('in a pipe', () => {
  it('a step prints a line when it begins, and one when it ends, without an escape', async () => {
    const step = onScreen().step('Deploy', async () => {
      expect(written).toBe('   0.0 s  … Deploy\n');
      return workFor(240);
    });

    await expect(step).resolves.toBe('a result');
    expect(written).toBe(`   0.0 s  … Deploy\n   0.2 s  ✓ Deploy${' '.repeat(51)}0.2 s\n`);
  });

  it('a step that fails says so, and passes the error on', async () => {
    const step = onScreen().step('Deploy', () => Promise.reject(new Error('refused')));

    await expect(step).rejects.toThrow('refused');
    expect(written).toBe('   0.0 s  … Deploy\n   0.0 s  ✗ Deploy\n');
  });
});

describe('on a terminal', () => {
  it('the sign of a step moves, with the time, and goes when the step ends', async () => {
    await onScreen({ isTerminal: true, columns: 80 }).step('Deploy', () => workFor(240));

    expect(written.split(clearLine)).toEqual([
      '',
      '   0.0 s  | Deploy 0.0 s',
      '   0.1 s  / Deploy 0.1 s',
      '   0.2 s  - Deploy 0.2 s',
      `   0.2 s  ✓ Deploy${' '.repeat(51)}0.2 s\n`,
    ]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('the sign goes also when the step fails', async () => {
    const step = onScreen({ isTerminal: true }).step('Deploy', () => Promise.reject(new Error('refused')));

    await expect(step).rejects.toThrow('refused');
    expect(written.endsWith(`${clearLine}   0.0 s  ✗ Deploy\n`)).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('the moving line is shorter than the terminal: a line that wraps could not be cleared', async () => {
    await onScreen({ isTerminal: true, columns: 40 }).step('A title '.repeat(10), () => workFor(120));

    for (const drawn of written.split(clearLine).slice(0, -1)) expect(drawn.length).toBeLessThan(40);
  });
});

it.each([
  [undefined, 100],
  [80, 80],
  [200, 100],
])('a screen of %p columns gets lines of at most %d', (columns, maxColumns) => {
  const { heading, line, detail } = onScreen({ columns });
  for (const print of [heading, line, detail]) {
    print('some words '.repeat(40));
    print(`s3://${'a-long-name-of-a-bucket/'.repeat(20)}`);
    print('x'.repeat(300));
  }

  const lengths = written.split('\n').map((one) => one.length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(maxColumns);
  expect(Math.max(...lengths)).toBeGreaterThan(maxColumns - 12);
});

it('a command stays in one line, to be pasted', () => {
  const command = `curl --config /tmp/${'x'.repeat(200)}.curl`;
  onScreen().command(command);

  expect(written).toBe(`  ${command}\n`);
});
