import type { ProviderId } from '../../../lambda/contracts/ids';
import type { AwsCall } from '../faults/aws-call';
import type { SeenRequest } from '../../simulators/kit/route-server';
import { awsCalls } from './aws-calls';
import { isCall } from './matrix-call';
import { providerCalls } from './provider-calls';

/** Finds the calls to AWS that are not in the list, each once. */
export function unlistedAwsCalls(calls: readonly AwsCall[]): readonly string[] {
  const unlisted = calls.filter((call) => !awsCalls.some((one) => isCall(one, call)));
  return onceEach(
    unlisted.map(({ stage, service, operation, target }) => `${stage} ${service} ${operation} ${target}`),
  );
}

/** Finds the requests to a provider that are not in the list, each once. */
export function unlistedProviderCalls(
  provider: ProviderId,
  requests: readonly SeenRequest[],
): readonly string[] {
  const unlisted = requests.filter(
    ({ route }) => !providerCalls.some((one) => one.provider === provider && one.route === route),
  );
  return onceEach(unlisted.map(({ method, path, route }) => `${provider} ${route ?? `${method} ${path}`}`));
}

function onceEach(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
