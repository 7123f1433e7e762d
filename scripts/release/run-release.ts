import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../languages/run';
import { planRelease, releaseFiles, type ReleasePlan } from './plan-release';

/** How the script was called. */
export interface ReleaseCall {
  /** The folder of the repository. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly today: Date;
}

/**
 * Makes the commit and the tag of a release, and returns what it did, line by line. With `--dry-run` it only returns that.
 *
 * Each step is done only if it is missing, and the tag is last: a run after an interrupted one finishes the release.
 *
 * @throws Error if the repository is not ready for it.
 */
export function runRelease({ folder, args, today }: ReleaseCall): readonly string[] {
  const [wanted, ...others] = args.filter((arg) => arg !== '--dry-run');
  if (wanted === undefined || others.length > 0)
    throw new Error(
      'Give one version, such as 1.2.3, or --patch, --minor or --major; and perhaps --dry-run.',
    );
  const git = (...command: readonly string[]) => run('git', command, { cwd: folder });

  const branch = git('rev-parse', '--abbrev-ref', 'HEAD').trim();
  if (branch !== 'main') throw new Error(`The branch is ${branch}: releases are made on main.`);
  const committed = Object.fromEntries(releaseFiles.map((file) => [file, git('show', `HEAD:${file}`)]));
  const plan = planRelease(committed, wanted, today.toISOString().slice(0, 10));
  refuseOtherChanges(folder, git('status', '--porcelain', '-z', '--no-renames'), plan);
  requireReleaseCommit(git('log', '-1', '--format=%s').trim(), plan);
  const tag = `v${plan.version}`;
  if (git('tag', '--list', tag).trim() !== '')
    throw new Error(`The tag ${tag} exists already: \`git show ${tag}\` shows its commit.`);
  if (args.includes('--dry-run')) return [...describe(plan, 'would '), 'Nothing was changed.'];

  const files = Object.entries(plan.files);
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
  if (files.length > 0)
    git('commit', '--quiet', '-m', releaseSubject(plan.version), '--', ...Object.keys(plan.files));
  git('tag', '--cleanup=whitespace', '--message', plan.tagMessage, tag);
  return [...describe(plan, ''), `Look at it, then publish it: git push --atomic origin main ${tag}`];
}

/**
 * Refuses to tag a commit that is not the one of the release. After a run that died before the tag, somebody may have committed more: that
 * was not meant to be in the version.
 */
function requireReleaseCommit(subject: string, { version, files }: ReleasePlan): void {
  if (Object.keys(files).length > 0 || subject === releaseSubject(version)) return;
  throw new Error(
    `${version} was released by an older commit than this one, or there were commits after a run that died. Look for it with \`git log --grep "${releaseSubject(version)}"\`, and tag that commit.`,
  );
}

const releaseSubject = (version: string) => `Release ${version}`;

/** Refuses a working tree that has more than what an interrupted run of the same release has written. */
function refuseOtherChanges(folder: string, status: string, plan: ReleasePlan): void {
  const changed = status
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
  const others = changed.filter((file) => {
    const path = join(folder, file);
    return !existsSync(path) || plan.files[file] !== readFileSync(path, 'utf8');
  });
  if (others.length === 0) return;
  throw new Error(
    `Files are changed and not committed: ${others.join(', ')}. Commit them, or take them back with \`git restore\`.`,
  );
}

function describe({ version, files, tagMessage }: ReleasePlan, prefix: string): readonly string[] {
  const paths = Object.keys(files);
  const commit = paths.length > 0 ? [`${prefix}commit ${paths.join(', ')}`] : [];
  return [...commit, `${prefix}tag v${version}:`, '', tagMessage];
}
