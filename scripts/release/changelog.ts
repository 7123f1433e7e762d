/** The heading of what is not released yet. */
const unreleased = '## Unreleased\n';

/** A release in the changelog. */
export interface ReleaseSection {
  /** The day of the release, such as `2026-11-28`. */
  readonly date: string;
  /** The entries, in Markdown. */
  readonly notes: string;
}

/** Returns the changelog with the entries of `Unreleased` below the heading of a version. Throws if it has no entries. */
export function releaseEntries(changelog: string, version: string, date: string): string {
  const start = changelog.indexOf(unreleased);
  if (start < 0) throw new Error("CHANGELOG.md has no heading '## Unreleased'.");
  if (releaseSection(changelog, version)) throw new Error(`CHANGELOG.md has a release ${version} already.`);
  const end = start + unreleased.length;
  if (!hasUnreleased(changelog))
    throw new Error(
      "CHANGELOG.md has no entries below '## Unreleased'. If a run before committed the release and died, give its version.",
    );
  return `${changelog.slice(0, end)}\n## [${version}] - ${date}\n${changelog.slice(end)}`;
}

/** Whether the changelog has entries that are not released yet. */
export function hasUnreleased(changelog: string): boolean {
  const [, ...after] = changelog.split(unreleased);
  const [entries = ''] = after.join(unreleased).split(/^## /m, 1);
  return /^- /m.test(entries);
}

/** Returns the section of a released version, or undefined if the changelog has none. */
export function releaseSection(changelog: string, version: string): ReleaseSection | undefined {
  const [, ...sections] = changelog.split(/^## /m);
  for (const section of sections) {
    const heading = /^\[(?<version>[^\]]+)\] - (?<date>\d{4}-\d{2}-\d{2})\n/.exec(section);
    if (heading?.groups?.version === version)
      return { date: heading.groups.date ?? '', notes: section.slice(heading[0].length).trim() };
  }
  return undefined;
}
