import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'guarantees.md'), 'utf8');

/** The promises of the page, each with the line that says what tries to break it. */
const promises = page.split(/^- /m).filter((item) => item.includes('\n  - kept in: '));

/** Paths of the page; a test's name stands there without its extension. */
const paths = [...new Set(page.match(/`(?:lambda|lib|cli|test)\/[^`*]+`/g))]
  .map((path) => path.slice(1, -1))
  .filter((path) => !path.includes('<'));

it.each(paths)('docs/guarantees.md names %s, which is there', (path) => {
  expect(['', '.ts', '.test.ts'].some((ending) => existsSync(join(root, path + ending)))).toBe(true);
});

it('each promise names a test, or one of the proofs, that breaks things', () => {
  expect(promises.length).toBeGreaterThan(20);
  for (const promise of promises) {
    expect(promise).toMatch(/^ {2}- kept in: .*`(?:lambda|lib|cli)\//m);
    expect(promise).toMatch(/^ {2}- broken by: .*(?:`test\/|matrix|storm|fuzz|mutants)/m);
  }
});
