import type { EndpointOutput } from '../stack/outputs';
import { acceptedWebhookSecret } from '../stack/accepted-value';
import { newValueProblem } from '../stack/value-problem';
import { commandLine, type CommandOptions } from '../terminal/command-line';
import { failed, ok, type Result } from './finding';
import type { WebhookSecret } from './webhook-secret';

/** Checks whether an endpoint's webhook secret is set and has a form that its verifier accepts. */
export function checkWebhookSecret(
  { secretUse, endpoint }: Pick<EndpointOutput, 'secretUse' | 'endpoint'>,
  { current, previous, replacedAt, previousUntil }: WebhookSecret,
  place: CommandOptions,
): Result {
  const setAgain = commandLine('set-secret', { ...place, endpoint, replace: current !== undefined });
  if (!current) {
    return failed('It has no value, so each webhook is answered 503.', `Put the value in: \`${setAgain}\`.`);
  }
  const problem = newValueProblem(current, acceptedWebhookSecret(secretUse));
  if (problem !== undefined) {
    return failed(`Its value ${problem}. Each webhook is answered 503.`, `Put in another: \`${setAgain}\`.`);
  }
  if (previous === undefined || previousUntil === undefined) return ok('It is set.');
  return ok(
    `It is set since ${isoTime(replacedAt ?? 0)}. The value before is accepted too, until ${isoTime(previousUntil)}.`,
  );
}

const isoTime = (ms: number) => new Date(ms).toISOString();
