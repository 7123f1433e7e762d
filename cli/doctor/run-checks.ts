import { CommandFailure } from '../command-failure';
import { unknown, type Finding, type Result } from './finding';

/** A check to run. */
export interface Check extends Pick<Finding, 'construct' | 'endpoint' | 'check'> {
  readonly run: () => Promise<Result> | Result;
}

/**
 * Runs the checks at the same time, and returns their findings in the same order. A check that fails, such as one without permission, stops
 * no other: it is `unknown`.
 */
export async function runChecks(checks: readonly Check[]): Promise<readonly Finding[]> {
  return Promise.all(checks.map(async ({ run, ...about }) => ({ ...about, ...(await resultOf(run)) })));
}

async function resultOf(run: Check['run']): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CommandFailure) return unknown(error.message);
    throw error;
  }
}
