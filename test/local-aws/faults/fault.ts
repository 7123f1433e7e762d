/**
 * How one call fails:
 *
 * - `error`: not done; the service's own error, with status 500;
 * - `throttle`: not done; the service's own throttling error;
 * - `hang`: not done; no answer;
 * - `cut`: not done; the connection breaks;
 * - `lose-answer`: done; the connection breaks before the answer;
 * - `break-answer`: done; the connection breaks in the middle of the answer's body, or before it if it has none;
 * - `die-before`: not done; the calling process is killed;
 * - `die-after`: done; the calling process is killed before it sees the answer.
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

/** Whether the fault kills the calling process. */
export function isDeadly(fault: Fault): boolean {
  return fault.startsWith('die-');
}
