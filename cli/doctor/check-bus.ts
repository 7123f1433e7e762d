import type { Pipeline } from '../stack/stack';
import { failed, notApplicable, ok, unknown, type Result } from './finding';

/** Returns whether this account has an event bus of this name. Throws `CommandFailure`. */
export type HasEventBus = (name: string) => Promise<boolean>;

/** Checks whether the event bus is there. */
export async function checkBus(
  { eventBusArn: arn, intakeQueueUrl }: Pick<Pipeline, 'eventBusArn' | 'intakeQueueUrl'>,
  hasEventBus: HasEventBus,
): Promise<Result> {
  if (arn === undefined) {
    return unknown(
      'An earlier version deployed the stack: its outputs do not name the bus.',
      'Deploy the stack with this version.',
    );
  }
  const account = arn.split(':')[4];
  if (account !== accountOf(intakeQueueUrl)) {
    return notApplicable(`The bus belongs to the account ${account}. Only somebody there can look at it.`);
  }
  if (await hasEventBus(arn.slice(arn.lastIndexOf('/') + 1))) return ok('It exists.');
  return failed(
    `${arn} does not exist, so no event is published.`,
    'Deploy the stack again. If the bus is your own, make it again.',
  );
}

/** The path of a queue's URL is the account, and the name of the queue. */
const accountOf = (queueUrl: string) => new URL(queueUrl).pathname.split('/')[1];
