import { FilterLogEventsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CommandFailure } from '../command-failure';
import { readLogLine, type LogLine, type ReadLog } from '../logs/log-line';
import { failing } from './aws-failure';

/** Some minutes of reading: a page has up to 1 MiB of lines, and can be empty. */
const maxPages = 500;

/** Reads the logs of functions. */
export function logReader(client: CloudWatchLogsClient): ReadLog {
  return async ({ logGroup, containing, since, until }) => {
    const lines: LogLine[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < maxPages; page++) {
      const answer = await client
        .send(
          new FilterLogEventsCommand({
            logGroupName: logGroup,
            filterPattern: `"${containing}"`,
            startTime: since,
            endTime: until,
            nextToken,
          }),
        )
        .catch(failing(client, `read the log ${logGroup}`, 'logs:FilterLogEvents'));
      for (const { message = '', timestamp = 0 } of answer.events ?? []) {
        const line = readLogLine(message, timestamp);
        if (line) lines.push(line);
      }
      nextToken = answer.nextToken;
      if (nextToken === undefined) return lines.sort((one, other) => one.at - other.at);
    }
    // Pages come oldest first. The missing lines are the latest, which matter most.
    throw new CommandFailure(
      `The log ${logGroup} has too many lines since ${new Date(since).toISOString()} for this command. Search it for "${containing}" yourself.`,
    );
  };
}
