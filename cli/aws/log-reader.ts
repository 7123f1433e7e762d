import { FilterLogEventsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CommandFailure } from '../command-failure';
import { readLogLine, type LogLine, type ReadLog } from '../logs/log-line';
import { awsFailure } from './aws-failure';

/** A page has up to 1 MiB of lines, and may have none: some minutes of reading. */
const mostPages = 500;

/** Reads the functions' logs. */
export function logReader(client: CloudWatchLogsClient): ReadLog {
  return async ({ logGroup, containing, since }) => {
    const lines: LogLine[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const answer = await client
        .send(
          new FilterLogEventsCommand({
            logGroupName: logGroup,
            filterPattern: `"${containing}"`,
            startTime: since,
            nextToken,
          }),
        )
        .catch((error: unknown) => {
          throw awsFailure(error, `read the log ${logGroup}`, 'logs:FilterLogEvents');
        });
      for (const { message = '', timestamp = 0 } of answer.events ?? []) {
        const line = readLogLine(message, timestamp);
        if (line) lines.push(line);
      }
      nextToken = answer.nextToken;
      if (nextToken === undefined) return lines.sort((one, other) => one.at - other.at);
    }
    // AWS tells the oldest first: what is missing are the latest, which count.
    throw new CommandFailure(
      `The log ${logGroup} is too long to be read here from ${new Date(since).toISOString()} on: look there for "${containing}".`,
    );
  };
}
