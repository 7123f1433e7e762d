/** The longest delay that SQS allows. */
export const maxDelaySeconds = 15 * 60;

/** A delay of a message: a longer one than SQS allows is in `notBefore`, and the message comes early and is sent again. */
export interface LongDelay {
  readonly delaySeconds: number;
  /** The earliest time of the next attempt; absent if SQS can delay the message that long. */
  readonly notBefore?: string;
}

/** Delays a message by any time. */
export function longDelay(seconds: number, now: Date): LongDelay {
  if (seconds <= maxDelaySeconds) return { delaySeconds: seconds };
  const notBefore = new Date(now.getTime() + seconds * 1_000).toISOString();
  return { delaySeconds: maxDelaySeconds, notBefore };
}

/** Returns the next delay of a message that came before its time; `undefined` if it is due. */
export function delayLeftSeconds(notBefore: string | undefined, now: Date): number | undefined {
  if (notBefore === undefined) return undefined;
  const seconds = Math.ceil((Date.parse(notBefore) - now.getTime()) / 1_000);
  return seconds <= 0 ? undefined : Math.min(seconds, maxDelaySeconds);
}
