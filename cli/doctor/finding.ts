/** `unknown`: it could not be looked at. `not-applicable`: there is nothing to look at, or nobody can. */
export type FindingState = 'ok' | 'failed' | 'unknown' | 'not-applicable';

/** The result of one check, in words. It never contains a value of a secret. */
export interface Result {
  readonly state: FindingState;
  /** A sentence or two: what was found. */
  readonly text: string;
  /** What to do about it, for a result that failed or is not known. */
  readonly advice?: string;
}

/** A result, and what it is about. */
export interface Finding extends Result {
  /** The path of the construct. */
  readonly construct: string;
  /** Absent if it is about what all endpoints share. */
  readonly endpoint?: string;
  /** The name of the check, in words. */
  readonly check: string;
}

export const ok = (text: string): Result => ({ state: 'ok', text });

export const failed = (text: string, advice: string): Result => ({ state: 'failed', text, advice });

export const unknown = (text: string, advice?: string): Result =>
  advice === undefined ? { state: 'unknown', text } : { state: 'unknown', text, advice };

export const notApplicable = (text: string): Result => ({ state: 'not-applicable', text });
