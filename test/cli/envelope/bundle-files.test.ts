import fc from 'fast-check';
import { join, relative, resolve, win32 } from 'node:path';
import { bundleFiles } from '../../../cli/envelope/bundle-files';
import type { ArchivedFile } from '../../../lambda/contracts/archived-file';

const prefix = 'documents/team/E-1/0b41/';
const file = (name: string, more: Partial<ArchivedFile> = {}): ArchivedFile => ({
  role: 'executed',
  key: prefix + name,
  size: 1,
  sha256: 'a'.repeat(64),
  ...more,
});
const pathsOf = (...files: readonly ArchivedFile[]) => {
  const read = bundleFiles(files, prefix);
  return 'files' in read ? read.files.map(({ path }) => path) : read.problem;
};

test('the names that the archiver makes are paths in the folder', () => {
  const names = ['executed.pdf', 'items/envelope_item_Ab-1/executed.pdf', '-id/cac.pdf', 'field-values.json'];

  expect(pathsOf(...names.map((name) => file(name)))).toEqual(names);
});

test.each([
  '../executed.pdf',
  'a/../../x.pdf',
  './x.pdf',
  'a//x.pdf',
  '/etc/passwd',
  '',
  'a/',
  '.hidden',
  '.ssh/authorized_keys',
  'a\\b.pdf',
  'C:x.pdf',
  'x.pdf:stream',
  'x.pdf.',
  'x.pdf ',
  'con',
  'a/NUL.pdf',
  'Com1.tar.gz',
  'x\u0000.pdf',
  'x\n.pdf',
  'é.pdf',
  `${'a'.repeat(151)}`,
  'a/b/c/d/e/f/g/h/i.pdf',
  'manifest.json',
  'Manifest.JSON',
  'incomplete.json',
  'manifest.json/executed.pdf',
  '$HOME/x.pdf',
  '~/x.pdf',
])('a manifest that names %j is refused whole', (name) => {
  expect(pathsOf(file('executed.pdf'), file(name))).toMatch(/^it names .* no file of this bundle$/s);
});

test.each([
  'documents/team/E-1/0b41',
  'documents/team/E-1/0b42/executed.pdf',
  'documents/team/E-2/0b41/executed.pdf',
  'webhooks/team/E-1/x.json',
])('a manifest that names the object %s of something else is refused', (key) => {
  expect(pathsOf(file('', { key }))).toMatch(/no file of this bundle/);
});

test('two names that are one file on some systems are refused', () => {
  expect(pathsOf(file('a/x.pdf'), file('A/X.pdf'))).toBe(
    'it names a/x.pdf and A/X.pdf, which are one file on some systems',
  );
});

test('a name twice is one file if it is the same file, and refused if it is another', () => {
  expect(pathsOf(file('x.pdf'), file('x.pdf'))).toEqual(['x.pdf']);
  expect(pathsOf(file('x.pdf'), file('x.pdf', { sha256: 'b'.repeat(64) }))).toMatch(/one file/);
  expect(pathsOf(file('x.pdf'), file('x.pdf', { size: 2 }))).toMatch(/one file/);
});

test.each([[['a', 'a/x.pdf']], [['a/x.pdf', 'A']], [['a/b/c', 'a/b']]])(
  'the names %j, of which one is a folder of another, are refused',
  (names) => {
    expect(pathsOf(...names.map((name) => file(name)))).toMatch(/as a file and as a folder/);
  },
);

test('whatever a manifest names, each accepted path stays in the folder on each system', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      'A',
      'con',
      'executed.pdf',
      'C:',
      '\\',
      '...',
      'a.',
      '-',
      '~',
      '%2e%2e',
    ),
    fc.string({ maxLength: 5 }),
  );
  const name = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('/'));
  const root = resolve('/home/folder');
  fc.assert(
    fc.property(fc.array(name, { maxLength: 6 }), (names) => {
      const read = bundleFiles(
        names.map((one) => file(one)),
        prefix,
      );
      if ('problem' in read) return;
      for (const { path } of read.files) {
        expect(relative(root, join(root, path)).startsWith('..')).toBe(false);
        expect(win32.relative('C:\\f', win32.join('C:\\f', path)).startsWith('..')).toBe(false);
        expect(win32.isAbsolute(path)).toBe(false);
        expect(path).toMatch(/^[\w./-]+$/);
      }
      const lower = read.files.map(({ path }) => path.toLowerCase());
      expect(new Set(lower).size).toBe(lower.length);
    }),
    { numRuns: 3_000 },
  );
});
