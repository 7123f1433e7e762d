import type { LogLine, LogQuery, ReadLog } from './log-line';

/** CloudWatch shows a line some seconds after it was logged, and not always in order. */
const lateMs = 2 * 60_000;

/** Returns the lines of a log that it has not returned before. */
export type TailLog = () => Promise<readonly LogLine[]>;

/** Follows a log. Each read begins shortly before the latest line: a long import would be read again and again. */
export function tailLog(readLog: ReadLog, query: LogQuery): TailLog {
  let since = query.since;
  let seen = new Set<string>();
  return async () => {
    const lines = (await readLog({ ...query, since })).map((line) => ({ line, text: JSON.stringify(line) }));
    const fresh = lines.filter(({ text }) => !seen.has(text)).map(({ line }) => line);
    seen = new Set(lines.map(({ text }) => text));
    since = Math.max(since, (fresh.at(-1)?.at ?? 0) - lateMs);
    return fresh;
  };
}
