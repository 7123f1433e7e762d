import { DescribeEventBusCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { HasEventBus } from '../doctor/check-bus';
import { failing } from './aws-failure';

/** Looks for event buses of EventBridge. */
export function eventBusFinder(client: EventBridgeClient): HasEventBus {
  return async (Name) => {
    try {
      await client.send(new DescribeEventBusCommand({ Name }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return false;
      return failing(client, `look at the event bus ${Name}`, 'events:DescribeEventBus')(error);
    }
  };
}
