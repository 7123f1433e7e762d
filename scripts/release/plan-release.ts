import { releaseEntries, releaseSection } from './changelog';
import { nextVersion } from './next-version';
import { setVersion, versionFiles } from './version-files';

/** The file with the list of changes. */
export const changelogFile = 'CHANGELOG.md';

/** All files that a release changes. */
export const releaseFiles: readonly string[] = [changelogFile, ...versionFiles];

/** The texts of files, by their paths. */
export type Texts = Readonly<Record<string, string>>;

/** What is to do for a release. */
export interface ReleasePlan {
  readonly version: string;
  /** The files to write and to commit. It is empty if an interrupted run has committed them: the tag is missing. */
  readonly files: Texts;
  /** The message of the tag: the version, and what is new in it. */
  readonly tagMessage: string;
}

/**
 * Plans a release from the committed files. It never reads the working tree: a run that died while it wrote has the same plan
 * on the same day.
 *
 * @param wanted A version, or a step of `nextVersion`.
 * @throws Error if the version or the changelog does not allow it.
 */
export function planRelease(committed: Texts, wanted: string, date: string): ReleasePlan {
  const text = (file: string) => committed[file] ?? '';
  const { version: current } = JSON.parse(text('package.json')) as { version: string };
  const released = releaseSection(text(changelogFile), current);
  if (wanted === current && released)
    return { version: current, files: {}, tagMessage: tagMessage(current, released.notes) };

  // The version of the first release is in package.json from the beginning.
  const version = wanted === current ? current : nextVersion(current, wanted);
  const changelog = releaseEntries(text(changelogFile), version, date);
  const versioned = versionFiles.map((file) => [file, setVersion(file, text(file), version)] as const);
  const notes = releaseSection(changelog, version)?.notes ?? '';
  return {
    version,
    files: { [changelogFile]: changelog, ...Object.fromEntries(versioned) },
    tagMessage: tagMessage(version, notes),
  };
}

const tagMessage = (version: string, notes: string) => `cdk-esign-webhooks ${version}\n\n${notes}\n`;
