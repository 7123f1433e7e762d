import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** `API.md` is generated from the doc comments. */
const pages = globSync(['*.md', 'docs/**/*.md', 'test/*.md'], { cwd: root })
  .filter((page) => page !== 'API.md')
  .sort();

/** A repository's path in backticks: a folder that is here, a slash, and an extension. */
const path =
  /`((?:bench|bin|cli|demo|docs|eslint|examples|lambda|lib|scripts|test)\/[\w./-]+\.(?:ts|mjs|cjs|js|json|md))`/g;

const named = pages.flatMap((page) =>
  [...new Set([...read(page).matchAll(path)].map(([, name]) => name!))].map((name) => [page, name] as const),
);

it.each(named)('%s names %s, which is there', (_, name) => {
  expect(existsSync(join(root, name))).toBe(true);
});

/** Links inside the repository, each with the page's heading that it may name. */
const links = pages.flatMap((page) =>
  [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(
    ([, file, heading]) => [page, file ? join(dirname(page), file) : page, heading] as const,
  ),
);

it.each(links)('%s links to %s, which is there', (_, file, heading) => {
  expect(existsSync(join(root, file))).toBe(true);
  if (heading) expect(anchorsOf(file)).toContain(heading);
});

/** Headings as GitHub names them in links. */
const anchorsOf = (page: string) =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

/** Longer rows cannot be read in an editor or a diff. */
const maxRowLength = 160;

it.each(pages)('%s has no table row that is too long to read', (page) => {
  const rows = read(page)
    .split('\n')
    .filter((line) => line.startsWith('|') && line.length > maxRowLength);

  expect(rows).toEqual([]);
});
