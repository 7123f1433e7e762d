import { DescribeRuleCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { reportHarnessChange } from './harness/change/harness-change';
import { untilArchived } from './harness/observe/envelope-events';
import { useSample } from './harness/sample/use-sample';
import { reconcileSince } from './harness/send/start-pass';

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60 * 1_000);

it('a schedule starts passes: nobody else has to', async () => {
  const { clients, stack, connected } = sample();
  const envelope = await connected(endpoint).simulator.addEnvelope({ createdAt: hoursAgo(20) });
  envelope.complete(hoursAgo(3));
  await reconcileSince(sample(), [endpoint], hoursAgo(240));

  const Name = stack.find('AWS::Events::Rule', 'Reconciliation/FullPasses');
  const before = await clients.events.send(new DescribeRuleCommand({ Name }));
  reportHarnessChange('the schedule of full passes has the rate of a minute');
  await clients.events.send(new PutRuleCommand({ Name, ScheduleExpression: 'rate(1 minute)' }));
  const archived = await untilArchived(sample(), envelope.id, 150);

  expect(before).toMatchObject({ State: 'ENABLED', ScheduleExpression: 'rate(1 day)' });
  expect(archived).toMatchObject({ endpoint, confirmed: true, foundBy: 'reconciliation' });
});
