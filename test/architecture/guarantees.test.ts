import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'guarantees.md'), 'utf8');

/** The rows of its tables, as cells. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|[ |-]+$/.test(line))
  .map((line) => line.split('|').slice(1, -1));

/** What looks like a path, without the ending that a test's name leaves out. */
const paths = [...new Set(page.match(/`(?:lambda|lib|cli|test)\/[^`*]+`/g))]
  .map((path) => path.slice(1, -1))
  .filter((path) => !path.includes('<'));

it.each(paths)('docs/guarantees.md names %s, which is there', (path) => {
  expect(['', '.ts', '.test.ts'].some((ending) => existsSync(join(root, path + ending)))).toBe(true);
});

it('each promise names a test, or one of the proofs, that breaks things', () => {
  const promises = rows.filter((cells) => cells.some((cell) => /`(?:lambda|lib|cli)\//.test(cell)));

  expect(promises.length).toBeGreaterThan(20);
  for (const cells of promises) expect(cells.at(-1)).toMatch(/`test\/|matrix|storm|fuzz|mutants/);
});
