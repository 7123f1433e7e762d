import { CommandFailure } from '../command-failure';
import { askedPlace, type AskingClient } from './asked-place';
import { awsCause } from './aws-cause';

/**
 * Turns the error of a call to AWS into a `CommandFailure`, for `.catch()`. It says why, what to do, and which region and
 * account were asked.
 *
 * @param client the client that made the call
 * @param doing completes "Could not …", and names the resource
 * @param action the action that IAM has to allow
 * @param advice for errors after which the call may have been done
 */
export function failing(
  client: AskingClient,
  doing: string,
  action: string,
  advice = 'Try again: that does no harm.',
): (error: unknown) => Promise<never> {
  return async (error) => {
    const why = awsCause(error, action, advice);
    throw new CommandFailure(`Could not ${doing}: ${why}${await askedPlace(client)}`, { cause: error });
  };
}
