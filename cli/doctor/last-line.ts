import type { LogLine, LogQuery, ReadLog } from '../logs/log-line';

const hourMs = 60 * 60_000;

/** How far back the command looks, in days. */
export const lookBackDays = 7;

/** The ends of the parts in which the log is read, the newest first: a busy endpoint has a line in the first of them. */
const hours = [0, 1, 24, lookBackDays * 24] as const;

/**
 * Finds the last line of a log that fits, in the last seven days. Throws `CommandFailure`.
 *
 * @param now milliseconds since the epoch
 */
export async function lastLine(
  readLog: ReadLog,
  query: Pick<LogQuery, 'logGroup' | 'containing'>,
  fits: (line: LogLine) => boolean,
  now: number,
): Promise<LogLine | undefined> {
  for (const [index, since] of hours.slice(1).entries()) {
    const part = { ...query, since: now - since * hourMs, until: now - (hours[index] ?? 0) * hourMs };
    const found = (await readLog(part)).filter(fits).at(-1);
    if (found) return found;
  }
  return undefined;
}
