import { CommandFailure } from '../command-failure';
import type { Pipeline } from '../stack/stack';
import type { Bus } from './listener-resources';

const busArn = /^arn:[\w-]+:events:([\w-]+):(\d+):event-bus\/(.+)$/;

/**
 * Returns the bus of a pipeline. Throws `CommandFailure` if it is in another account or region than the stack: EventBridge makes a
 * rule only in the account and region of the bus, where this session is not.
 */
export function ownBus({ eventBusArn, intakeQueueUrl, endpoints }: Pipeline): Bus {
  if (eventBusArn === undefined) {
    throw new CommandFailure(
      'An earlier version of cdk-esign-webhooks deployed the stack: its outputs name no event bus. Deploy it with this version first.',
    );
  }
  const [, region, account, name] = busArn.exec(eventBusArn) ?? [];
  const isInRegion = endpoints.every((endpoint) => [undefined, region].includes(endpoint.region));
  const isInAccount = intakeQueueUrl.split('/').at(-2) === account;
  if (name !== undefined && isInRegion && isInAccount) return { name };
  throw new CommandFailure(
    `The event bus ${eventBusArn} is in another account or region than the stack, so no rule can be made on it from here. Make a rule there, with SigningEventPattern.matching.`,
  );
}
