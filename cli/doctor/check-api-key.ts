import { reasonInWords } from '../reasons';
import { commandLine, type CommandOptions } from '../terminal/command-line';
import type { AccessAnswer } from './access-answer';
import { failed, ok, unknown, type Result } from './finding';
import type { VersionTimes } from './secret-inspector';
import { graceEnd, type SecretClock } from './webhook-secret';

/** What is known of an endpoint's API key. */
export interface ApiKeyFacts {
  readonly times: VersionTimes;
  /** Absent if the archiver has not answered. */
  readonly answer: AccessAnswer | undefined;
  readonly clock: SecretClock;
  /** The options that name the stack and the endpoint in a command. */
  readonly place: CommandOptions;
}

/** The reasons that are about the provider and not about the key: nobody knows whether the key is accepted. */
const passing: ReadonlySet<string> = new Set(['rate-limited', 'server-error', 'timed-out', 'cut-off']);

/** Checks whether the API key is set, has a form that is accepted, and is accepted by the provider. */
export function checkApiKey({ times, answer, clock, place }: ApiKeyFacts): Result {
  const isSet = times.current !== undefined;
  const setKey = `\`${commandLine('set-secret', { ...place, 'api-key': true, replace: isSet })}\``;
  if (!isSet) return failed('It has no value, so nothing is archived.', `Put a key in: ${setKey}.`);
  if (!answer) return unknown('The archiver has not answered in time.', noAnswerAdvice);
  const { acceptedKey, keyReason = '' } = answer;
  if (!acceptedKey) return refusal(keyReason, setKey);
  const end = graceEnd(times, clock);
  const until = end === undefined ? 'for a short time' : `until ${new Date(end).toISOString()}`;
  if (acceptedKey === 'previous') {
    return failed(
      `The provider refuses the current key, and accepts the one before. That one is used ${until}.`,
      `Put a valid key in: ${setKey}.`,
    );
  }
  return ok(`The provider accepts it.${end === undefined ? '' : ` The key before is valid too, ${until}.`}`);
}

function refusal(reason: string, setKey: string): Result {
  if (reason === 'api-key-not-set') {
    return failed(
      'It has no value of a form that is accepted, so nothing is archived.',
      `Put a key in: ${setKey}.`,
    );
  }
  const words = `${reasonInWords(reason)}.`;
  if (reason === 'unauthorized') return failed(words, `Put a valid key in: ${setKey}.`);
  if (passing.has(reason)) return unknown(words, 'Run this again later.');
  return failed(words, 'Read "The API key is not usable" in the runbook.');
}

const noAnswerAdvice =
  'Look at the finding about the archive queue. If the archiver is busy with large files, run this again later, or with a larger --for.';
