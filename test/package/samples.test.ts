import { loadAssemblyFromPath } from '@jsii/spec';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './packed';

/** A sample of the README or of a doc comment, as rosetta has compiled and translated it. */
interface Sample {
  readonly didCompile: boolean;
  readonly translations: Readonly<Record<string, { readonly source: string } | undefined>>;
}

/** Translates the samples. A whole run (`npm test`) has just done it. */
function translate(): readonly Sample[] {
  if (!process.env.ESIGN_WHOLE_RUN) execFileSync('npm', ['run', '--silent', 'samples'], { cwd: root });
  const tablet = readFileSync(join(root, '.jsii.tabl.json'), 'utf8');
  return Object.values((JSON.parse(tablet) as { snippets: Record<string, Sample> }).snippets);
}

const samples = translate();
const inLanguage = (language: string) => samples.map(({ translations }) => translations[language]?.source);

const pages = globSync(['*.md', 'docs/**/*.md', 'test/*.md'], { cwd: root }).flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^( *)```ts\n([^]*?)^ *```/gm)].map(
    ([, indent = '', code = '']) =>
      [page, code.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trim()] as const,
  ),
);
const ofCdk = pages.filter(([, code]) => !/from 'cdk-esign-webhooks\/(events|testing)'/.test(code));

it.each(ofCdk)(
  'the sample of %s is that of the README or of a doc comment, so it is translated',
  (_, code) => {
    expect(inLanguage('$').map((source) => source?.trim())).toContain(code);
  },
);

it('every sample compiles, and has a translation in all languages without marks of failure', () => {
  expect(samples.length).toBeGreaterThanOrEqual(4);
  expect(samples.map(({ didCompile }) => didCompile)).not.toContain(false);
  for (const language of ['python', 'java', 'csharp', 'go']) {
    const sources = inLanguage(language);
    expect(sources.every(Boolean)).toBe(true);
    expect(
      sources.filter((source) => /NYI|undefined|\[object|may contain errors|\.\.\./i.test(source!)),
    ).toEqual([]);
  }
});

it('the sample on the page about languages is the translation of the README’s', () => {
  const page = readFileSync(join(root, 'docs/languages.md'), 'utf8');

  expect(inLanguage('python').map((source) => source?.trim())).toContain(
    /```python\n([^]*?)```/.exec(page)?.[1]?.trim(),
  );
});

/** Reads samples as JSON. Prints the names in them, also those in comments. Fails if one is not Python. */
const readNames = `
import ast, io, json, re, sys, tokenize
names = set()
for sample in json.load(sys.stdin):
    ast.parse(sample)
    for token in tokenize.generate_tokens(io.StringIO(sample).readline):
        if token.type in (tokenize.NAME, tokenize.COMMENT):
            names.update(re.findall(r"[A-Za-z_]\\w*", token.string))
print(json.dumps(sorted(names)))`;

/** Returns the names in Python code. */
const namesIn = (sources: readonly unknown[]) =>
  JSON.parse(
    execFileSync('python3', ['-c', readNames], {
      input: JSON.stringify(sources),
      encoding: 'utf8',
      stdio: 'pipe',
    }),
  ) as string[];

const props = Object.values(loadAssemblyFromPath(root).types ?? {}).flatMap((type) =>
  'properties' in type ? (type.properties ?? []).map(({ name }) => name) : [],
);

it('the samples are valid Python, with the names that they have there', () => {
  const names = namesIn(inLanguage('python'));

  expect(names).toContain('api_url');
  expect(names.filter((name) => /^[a-z]+[A-Z]/.test(name))).toEqual([]);
  expect(() => namesIn(['signing = {...options}'])).toThrow();
});

it('no translation to Java reads a property without its getter', () => {
  const read = new RegExp(`\\.(?:${props.join('|')})(?=[.;])`, 'g');

  expect('signing.grants.readDocuments(x);').toMatch(read);
  expect(inLanguage('java').flatMap((source) => source?.match(read) ?? [])).toEqual([]);
});
