import type { FunctionInspector } from './consumer-state';
import { failed, ok, unknown, type Result } from './finding';

/** Checks whether somebody has stopped the function that verifies an endpoint's webhooks. */
export async function checkVerifier(
  functionName: string | undefined,
  functions: Pick<FunctionInspector, 'reservedConcurrency'>,
): Promise<Result> {
  if (functionName === undefined) {
    return unknown(
      'An earlier version deployed the stack: its outputs do not name the function.',
      'Deploy the stack with this version.',
    );
  }
  const reserved = await functions.reservedConcurrency(functionName);
  if (reserved === 0) {
    return failed(
      `Webhooks are blocked: somebody has set the reserved concurrency of ${functionName} to 0.`,
      `Remove that limit: \`aws lambda delete-function-concurrency --function-name ${functionName}\`.`,
    );
  }
  return ok(reserved === undefined ? 'It can run.' : `It can run ${reserved} times at the same time.`);
}
