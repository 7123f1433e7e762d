import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';
import { logReader } from '../../../cli/aws/log-reader';
import { CommandFailure } from '../../../cli/command-failure';

const client = new CloudWatchLogsClient({ region: 'eu-west-1' });
const mock = mockClient(client);
beforeEach(() => mock.reset());

describe('reading a log', () => {
  const query = { logGroup: 'log', containing: 'message failed', since: 0 };
  const event = (at: number) => ({ timestamp: at, message: '{"message":"message failed","messageId":"m"}' });

  it('returns the lines of all pages, oldest first, and goes on after an empty page', async () => {
    mock
      .on(FilterLogEventsCommand)
      .resolvesOnce({ events: [event(2)], nextToken: 'a' })
      .resolvesOnce({ events: [], nextToken: 'b' })
      .resolves({ events: [event(1)] });

    expect((await logReader(client)(query)).map(({ at }) => at)).toEqual([1, 2]);
  });

  it('fails if the log is too long to read to its end, where the latest lines are', async () => {
    mock.on(FilterLogEventsCommand).resolves({ events: [event(1)], nextToken: 'more' });

    const reading = logReader(client)(query);

    await expect(reading).rejects.toThrow(CommandFailure);
    await expect(reading).rejects.toThrow(/log has too many lines.*Search it for "message failed"/);
  });
});
