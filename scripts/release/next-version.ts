import { gt, inc, valid } from 'semver';

/** The steps that a version can go up by, as the command line names them. */
const steps = { '--patch': 'patch', '--minor': 'minor', '--major': 'major' } as const;

const isStep = (wanted: string): wanted is keyof typeof steps => Object.hasOwn(steps, wanted);

/**
 * Returns the version that is released after `current`: a step (`--patch`, `--minor`, `--major`), or the version itself.
 *
 * A pre-release is refused: PyPI, Maven and NuGet each spell and sort it another way.
 *
 * @throws Error if it is not a version, or not greater than `current`.
 */
export function nextVersion(current: string, wanted: string): string {
  const next = isStep(wanted) ? inc(current, steps[wanted]) : wanted;
  if (next === null || valid(next) !== next || next.includes('-'))
    throw new Error(`'${wanted}' is not a version: give --patch, --minor, --major, or one such as 1.2.3.`);
  if (!gt(next, current))
    throw new Error(`${next} is not greater than ${current}, the version of package.json.`);
  return next;
}
