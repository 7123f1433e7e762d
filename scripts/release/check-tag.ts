import { hasUnreleased, releaseSection } from './changelog';
import { changelogFile, type Texts } from './plan-release';
import { setVersion, versionFiles } from './version-files';

/** Returns what in the files is not of the version that a tag names. Each problem is a line. */
export function checkTag(texts: Texts, tag: string): readonly string[] {
  const version = /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1];
  if (version === undefined) return [`'${tag}' is not a tag of a release, such as v1.2.3.`];
  const stale = versionFiles.filter((file) => {
    const text = texts[file] ?? '';
    return setVersion(file, text, version) !== text;
  });
  const changelog = texts[changelogFile] ?? '';
  const section = releaseSection(changelog, version);
  return [
    ...stale.map((file) => `${file} has another version than the tag ${tag}.`),
    ...(section?.notes ? [] : [`${changelogFile} has no entries below '## [${version}] - <date>'.`]),
    ...(hasUnreleased(changelog)
      ? [`${changelogFile} has entries below '## Unreleased': this commit is not the release.`]
      : []),
  ];
}
