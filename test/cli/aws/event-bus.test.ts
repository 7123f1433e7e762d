import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { eventBusFinder } from '../../../cli/aws/event-bus';

const events = mockClient(EventBridgeClient);
const hasEventBus = eventBusFinder(new EventBridgeClient({ region: 'eu-west-1' }));
const named = (name: string) => Object.assign(new Error('no'), { name });

beforeEach(() => events.reset());

it('finds a bus', async () => {
  events.on(DescribeEventBusCommand, { Name: 'Mine.Signing' }).resolves({});

  expect(await hasEventBus('Mine.Signing')).toBe(true);
});

it('finds no bus that was deleted', async () => {
  events.rejects(named('ResourceNotFoundException'));

  expect(await hasEventBus('Mine.Signing')).toBe(false);
});

it('names the permission that is missing', async () => {
  events.rejects(named('AccessDeniedException'));

  await expect(hasEventBus('Mine.Signing')).rejects.toThrow('events:DescribeEventBus');
});
