import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'languages.md'), 'utf8');
const { name, jsii } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  name: string;
  jsii: {
    targets: {
      python: { distName: string; module: string };
      java: { maven: { groupId: string; artifactId: string } };
      dotnet: { packageId: string };
      go: { moduleName: string; packageName: string };
    };
  };
};
const { python, java, dotnet, go } = jsii.targets;

/** The rows of the table of what works: language, package, state, and the checks. */
const rows = [
  ...page.matchAll(/^\| (TypeScript|Python|Java|\.NET|Go) +\| (`.+?) +\| (.+?) +\| (.+?) +\|$/gm),
].map(([, language, distribution, state, checkedBy]) => ({
  language,
  distribution,
  state,
  checkedBy: checkedBy!,
}));

it('the table has the package of each language, with the name that jsii gives it', () => {
  const named = rows.map(({ language, distribution }) => [language, distribution]);

  expect(named).toEqual([
    ['TypeScript', `\`${name}\` (npm)`],
    ['Python', `\`${python.distName}\` (PyPI), module \`${python.module}\``],
    ['Java', `\`${java.maven.groupId}:${java.maven.artifactId}\``],
    ['.NET', `\`${dotnet.packageId}\` (NuGet)`],
    ['Go', `\`${go.moduleName}/${go.packageName}\``],
  ]);
});

it.each(rows)('$language is $state, and the checks are there: $checkedBy', ({ state, checkedBy }) => {
  const checks = [...checkedBy.matchAll(/`((?:test|scripts)\/[^`]+)`/g)].map(([, path]) => path!);

  expect(state).toMatch(/^(run|built|generated)$/);
  expect(checks.length > 0 || checkedBy.startsWith('by hand')).toBe(true);
  for (const path of checks) {
    expect(['', '.ts', '.test.ts'].some((ending) => existsSync(join(root, path + ending)))).toBe(true);
  }
});
