/**
 * How one call goes wrong:
 *
 * - `error`: answered 500 in the service's own form, not done;
 * - `throttle`: answered as the service does when it is too busy, not done;
 * - `hang`: never answered, not done;
 * - `cut`: the connection breaks before anything was done;
 * - `lose-answer`: done, and then the connection breaks before a byte of the answer has come;
 * - `break-answer`: done, and the connection breaks in the middle of the answer, or before it where it has no body;
 * - `die-before`: the process that makes the call is killed before it is done;
 * - `die-after`: done, and the process is killed before it has seen the answer.
 */
export const faults = [
  'error',
  'throttle',
  'hang',
  'cut',
  'lose-answer',
  'break-answer',
  'die-before',
  'die-after',
] as const;

export type Fault = (typeof faults)[number];
