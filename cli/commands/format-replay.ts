import type { Difference } from '../replay/past-events';
import type { ReplayReport } from '../replay/replay-report';

/** Returns the lines of a replay that has ended, or of the count of one. */
export function formatReplay(report: ReplayReport, dryRun: boolean): readonly string[] {
  const { events, byType, leftOut, differing, differences } = report;
  const types = Object.entries(byType).sort(([one], [other]) => (one < other ? -1 : 1));
  const width = String(events).length;
  return [
    `${dryRun ? 'To replay' : 'Replayed'}: ${plural(events, 'event')}.`,
    ...types.map(([type, count]) => `  ${String(count).padStart(width)}  ${type}`),
    ...(leftOut.test > 0 ? [`Left out: ${plural(leftOut.test, 'test')}.`] : []),
    ...(leftOut.quiet > 0
      ? [`Left out: ${plural(leftOut.quiet, 'failure')} of imports, which no event reported.`]
      : []),
    ...(differing > 0
      ? [`Read today, ${plural(differing, 'record')} differ from what was published once:`]
      : []),
    ...differences.map(formatDifference),
    ...(differing > differences.length ? [`  … and ${differing - differences.length} more.`] : []),
  ];
}

function formatDifference({ key, recorded, today }: Difference): string {
  const changes = [
    ...(recorded.type !== undefined && recorded.type !== today.type
      ? [`was ${recorded.type}, is ${today.type} now`]
      : []),
    ...(recorded.id === today.id ? [] : [`would have the id ${today.id} now, and keeps its own`]),
  ];
  return `  ${key}: ${changes.join('; ')}.`;
}

/** Returns a line for each object that is not what its key says. */
export function replayProblems({ leftOut, unreadable }: ReplayReport): string[] {
  const more = leftOut.unreadable - unreadable.length;
  return [
    ...unreadable.map((key) => `${key} is not what its key says, so no event was made of it.`),
    ...(more > 0 ? [`${more} more objects are not what their keys say.`] : []),
  ];
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
