import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CommandFailure } from '../../../cli/command-failure';
import { openHomeFolder } from '../../../cli/envelope/home-folder';
import { sha256Hex } from '../../../lambda/kit/hash';

let base: string;
let to: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'esign-home-folder-'));
  to = join(base, 'a', 'home');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const content = Buffer.from('the executed document');
const expected = { size: content.length, sha256: sha256Hex(content) };
const stream = (...chunks: readonly Uint8Array[]) => Readable.from(chunks);

/** Lists everything below a folder, with its partial files. */
const everythingIn = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();

test('a file gets its name when its bytes are right, and only its owner can read it', async () => {
  const home = await openHomeFolder(to);

  const end = await home.store(
    'items/i-1/executed.pdf',
    expected,
    stream(content.subarray(0, 5), content.subarray(5)),
  );

  const path = join(to, 'items', 'i-1', 'executed.pdf');
  expect(end).toBe('stored');
  expect(readFileSync(path)).toEqual(content);
  expect([path, to].map((one) => statSync(one).mode & 0o077)).toEqual([0, 0]);
  expect(everythingIn(to)).toEqual(['items', 'items/i-1', 'items/i-1/executed.pdf']);
});

test.each([
  ['other bytes of the same number', [Buffer.from('the executed documenT')]],
  ['too few bytes', [content.subarray(1)]],
  ['no bytes', []],
  ['too many bytes', [content, Buffer.from('!')]],
])('%s get no name, and leave nothing', async (_, chunks) => {
  const home = await openHomeFolder(to);

  expect(await home.store('executed.pdf', expected, stream(...chunks))).toBe('other-bytes');

  expect(everythingIn(to)).toEqual([]);
});

test('a download that is much too long stops at the first byte too many', async () => {
  const home = await openHomeFolder(to);
  let count = 0;
  async function* tooLong() {
    while (count < 1_000) {
      await Promise.resolve();
      count++;
      yield content;
    }
  }

  expect(await home.store('executed.pdf', expected, tooLong())).toBe('other-bytes');

  expect(count).toBe(2);
});

test('a download that is cut off leaves nothing, and its reason is kept', async () => {
  const home = await openHomeFolder(to);
  async function* cutOff() {
    await Promise.resolve();
    yield content.subarray(0, 3);
    throw new CommandFailure('Could not read it.');
  }

  await expect(home.store('executed.pdf', expected, cutOff())).rejects.toThrow('Could not read it.');

  expect(everythingIn(to)).toEqual([]);
});

test('a process that exits in the middle leaves no partial file', async () => {
  const home = await openHomeFolder(to);
  const before = process.listeners('exit');
  let left: readonly string[] = [];
  async function* interrupted() {
    await Promise.resolve();
    yield content;
    expect(everythingIn(to)).toEqual([expect.stringMatching(/^executed\.pdf\.[0-9a-f]{12}\.partial$/)]);
    for (const listener of process.listeners('exit')) if (!before.includes(listener)) listener(130);
    left = everythingIn(to);
  }

  await home.store('executed.pdf', expected, interrupted()).catch(() => undefined);

  expect(left).toEqual([]);
  expect(process.listeners('exit')).toEqual(before);
});

describe('what is there is never written over:', () => {
  test.each<[string, 'same' | 'other', (path: string) => void]>([
    ['the same file', 'same', (path) => writeFileSync(path, content)],
    ['another file', 'other', (path) => writeFileSync(path, 'mine')],
    ['another file of the same size', 'other', (path) => writeFileSync(path, 'x'.repeat(content.length))],
    ['a folder', 'other', (path) => mkdirSync(path)],
    ['a link to nothing', 'other', (path) => symlinkSync(join(base, 'outside'), path)],
    [
      'a link to the same bytes',
      'other',
      (path) => {
        writeFileSync(join(base, 'outside'), content);
        symlinkSync(join(base, 'outside'), path);
      },
    ],
  ])('%s is seen, and stays', async (_, seen, make) => {
    const home = await openHomeFolder(to);
    make(join(to, 'executed.pdf'));
    const before = everythingIn(base);

    expect(await home.look('executed.pdf', expected)).toBe(seen);
    expect(await home.store('executed.pdf', expected, stream(content))).toBe('taken');

    expect(everythingIn(base)).toEqual(before);
  });

  test('a link in place of a folder leads nowhere', async () => {
    const home = await openHomeFolder(to);
    const outside = join(base, 'outside');
    mkdirSync(join(outside, 'i-1'), { recursive: true });
    symlinkSync(outside, join(to, 'items'));

    const refused = /items is there, and is no folder: choose another folder with --to\./;
    await expect(home.look('items/i-1/executed.pdf', expected)).rejects.toThrow(refused);
    await expect(home.store('items/i-1/executed.pdf', expected, stream(content))).rejects.toThrow(refused);

    expect(everythingIn(outside)).toEqual(['i-1']);
  });
});

test('a file that two commands store at once is stored once', async () => {
  const [one, other] = [await openHomeFolder(to), await openHomeFolder(to)];

  const ends = await Promise.all([
    one.store('executed.pdf', expected, stream(content)),
    other.store('executed.pdf', expected, stream(content)),
  ]);

  expect([...ends].sort()).toEqual(['stored', 'taken']);
  expect(everythingIn(to)).toEqual(['executed.pdf']);
});

test('a folder that cannot be used is named, with the reason', async () => {
  writeFileSync(join(base, 'a'), 'a file');

  await expect(openHomeFolder(to)).rejects.toThrow(/^Cannot use the folder .*home: ENOTDIR\./);
});

test('a folder of the user that is a link is used', async () => {
  mkdirSync(join(base, 'real'));
  symlinkSync(join(base, 'real'), join(base, 'link'));
  const home = await openHomeFolder(join(base, 'link'));

  expect(await home.look('executed.pdf', expected)).toBe('absent');
  expect(await home.store('executed.pdf', expected, stream(content))).toBe('stored');

  expect(existsSync(join(base, 'real', 'executed.pdf'))).toBe(true);
});
