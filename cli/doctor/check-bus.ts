import { failed, ok, unknown, type Result } from './finding';

/** Returns whether an event bus exists. Throws `CommandFailure`. */
export type HasEventBus = (arn: string) => Promise<boolean>;

/** Checks whether the event bus is there. */
export async function checkBus(arn: string | undefined, hasEventBus: HasEventBus): Promise<Result> {
  if (arn === undefined) {
    return unknown(
      'An earlier version deployed the stack: its outputs do not name the bus.',
      'Deploy the stack with this version.',
    );
  }
  if (await hasEventBus(arn)) return ok('It exists.');
  return failed(
    `${arn} does not exist, so no event is published.`,
    'Deploy the stack again. If the bus is your own, make it again.',
  );
}
