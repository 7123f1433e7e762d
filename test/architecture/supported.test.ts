import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { portfolioLimits } from '../../lambda/archive/limits';

const root = join(__dirname, '..', '..');
const read = (page: string) => readFileSync(join(root, page), 'utf8');
const page = read('docs/supported.md');
const { engines, peerDependencies, devDependencies } = JSON.parse(read('package.json')) as {
  engines: { node: string };
  peerDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** The rows of the page's tables: what, the support, and the test that checks it. */
const rows = [...page.matchAll(/^\| (?!what |-)(.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(
  ([, what, support, checkedBy]) => [what!, support!, checkedBy!] as const,
);
const rowOf = (start: string) => rows.find(([what]) => what.startsWith(start)) ?? ['', '', ''];

it.each(rows)('%s: %s names a test that is there: %s', (_what, _support, checkedBy) => {
  const tests = [...checkedBy.matchAll(/`((?:test|scripts)\/[^`]+)`/g)].map(([, path]) => path!);

  expect(tests).not.toEqual([]);
  for (const path of tests) {
    expect(['', '.test.ts'].some((ending) => existsSync(join(root, path + ending)))).toBe(true);
  }
});

it('the lowest and the newest tested versions are those of package.json', () => {
  const minVersion = (peer: string) => peerDependencies[peer]!.replace('^', '');

  expect(rowOf('Node.js, for your app')[1]).toBe(`${engines.node.replace('>=', '')}.0.0 or newer`);
  expect(rowOf('Node.js, for your app')[2]).toMatch(`with 20.0.0 and ${devDependencies['node']!}`);
  for (const peer of ['aws-cdk-lib', 'constructs']) {
    expect(rowOf(peer)[1]).toBe(`${minVersion(peer)} or newer`);
    expect(rowOf(peer)[2]).toMatch(`with ${minVersion(peer)} and ${devDependencies[peer]!}`);
  }
});

it('the versions of TypeScript are those of the test', () => {
  const consumers = read('test/package/consumer.test.ts');
  const tested = [...consumers.matchAll(/typescript: '([\d.]+)'/g)].map(([, version]) => version!).sort();

  expect(rowOf('TypeScript')[2]).toMatch(`with ${tested.join(' and ')}`);
});

it('the limit of a portfolio is that of the archiver', () => {
  expect(rowOf('the PDFs inside')[1]).toBe(`${portfolioLimits.maxPartsBytes / 2 ** 20} MB in all`);
});

const pages = globSync(['*.md', 'docs/**/*.md', 'test/*.md'], { cwd: root });

it.each(pages)('%s names no other version of Node, Python or TypeScript', (name) => {
  const text = read(name).replaceAll('\n', ' ');

  expect([...text.matchAll(/\bNode(?:\.js)? (\d+)/g)].filter(([, major]) => !/^2[04]$/.test(major!))).toEqual(
    [],
  );
  expect([...text.matchAll(/\bPython 3(?!\.10 or newer)/g)]).toEqual([]);
  expect([...text.matchAll(/\bTypeScript (?!5\.9)\d+/g)]).toEqual([]);
});
