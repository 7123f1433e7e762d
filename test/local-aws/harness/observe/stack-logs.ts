import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { AwsClients } from '../emulator/aws-clients';

/** A line of a log group. */
export interface LogLine {
  readonly group: string;
  readonly message: string;
}

/** Reads all log lines of all functions, or of those whose log group is wanted. */
export async function readLogs(
  { logs }: Pick<AwsClients, 'logs'>,
  isWanted: (group: string) => boolean = () => true,
): Promise<readonly LogLine[]> {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const lines: LogLine[] = [];
  for (const { logGroupName: group = '' } of logGroups) {
    if (!isWanted(group)) continue;
    let nextToken: string | undefined;
    do {
      const page = await logs.send(new FilterLogEventsCommand({ logGroupName: group, nextToken }));
      lines.push(...(page.events ?? []).map(({ message = '' }) => ({ group, message })));
      nextToken = page.nextToken;
    } while (nextToken);
  }
  return lines;
}

/** Reads the last log lines of our own code, for the report of a failure. */
export async function lastLogLines(clients: Pick<AwsClients, 'logs'>, count = 15): Promise<string> {
  const noise = /^(START|END|REPORT) RequestId|^\{"_aws"|DeprecationWarning|--trace-deprecation/;
  const lines = (await readLogs(clients)).filter(({ message }) => !noise.test(message));
  return lines
    .slice(-count)
    .map(({ message }) => `  ${message.trimEnd()}`)
    .join('\n');
}
