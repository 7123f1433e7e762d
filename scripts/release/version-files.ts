import { major, minor } from 'semver';

/** A place in a file that has the version. */
interface VersionPlace {
  readonly file: string;
  /** Finds the version: the text before it, the version, the text behind it. */
  readonly pattern: RegExp;
  /** What is there for a version. The default is the version itself. */
  readonly text?: (version: string) => string;
}

const versionPattern = String.raw`\d+\.\d+\.\d+`;

/** Finds one version between two texts. The texts are regular expressions. */
const between = (before: string, after: string) =>
  new RegExp(`(?<=${before})${versionPattern}(?=${after})`, 'gm');

/** The first version that an example for `version` may not work with. */
const nextBreaking = (version: string) =>
  major(version) === 0 ? `0.${minor(version) + 1}` : `${major(version) + 1}`;

/** Every place that has the version of the package. A test finds a file that is not here. */
const places: readonly VersionPlace[] = [
  { file: 'package.json', pattern: between('^ {2}"version": "', '",$') },
  { file: 'package-lock.json', pattern: between('^ {2}"version": "', '",$') },
  {
    file: 'package-lock.json',
    pattern: between('^ {4}"": \\{\n {6}"name": "cdk-esign-webhooks",\n {6}"version": "', '",$'),
  },
  { file: 'python-events/pyproject.toml', pattern: between('^version = "', '"$') },
  { file: 'examples/csharp/FourProviders.csproj', pattern: between('"CdkEsignWebhooks" Version="', '"') },
  { file: 'examples/go/go.mod', pattern: between('/cdkesignwebhooks v', '$') },
  { file: 'examples/java/pom.xml', pattern: between('^ {2}<version>', '</version>$') },
  {
    file: 'examples/java/pom.xml',
    pattern: between('<artifactId>cdk-esign-webhooks</artifactId>\\s+<version>', '</version>'),
  },
  {
    file: 'examples/python/requirements.txt',
    pattern: /(?<=^cdk-esign-webhooks)>=.*$/gm,
    text: (version) => `>=${version},<${nextBreaking(version)}`,
  },
];

/** The files that have the version of the package. */
export const versionFiles: readonly string[] = [...new Set(places.map(({ file }) => file))];

/** Returns the file's text with another version. Throws if a place is not there exactly once. */
export function setVersion(file: string, source: string, version: string): string {
  let changed = source;
  for (const { pattern, text = (same: string) => same } of places.filter((place) => place.file === file)) {
    const found = changed.match(pattern)?.length ?? 0;
    if (found !== 1)
      throw new Error(`${file} has ${found} texts that match ${pattern.source}: one is expected.`);
    changed = changed.replace(pattern, text(version));
  }
  return changed;
}
