import type { EndpointOutput } from '../../../cli/stack/outputs';
import type { ProviderSimulator } from '../../simulators/kit/provider-simulator';
import { stopwatch } from '../fake-time';
import { secretArn, stackOf } from '../stack-of';

/** The endpoint of a simulated provider, as a stack's output names it. */
export const endpointOf = (
  { provider, apiUrl }: ProviderSimulator,
  secretUse: EndpointOutput['secretUse'],
): EndpointOutput => ({
  provider,
  endpoint: 'mine',
  address: 'https://hooks.example.com/webhooks/mine',
  secretUse,
  webhookSecretArn: secretArn('Webhook'),
  apiKeySecretArn: secretArn('Key'),
  apiUrl,
});

/** The values of secrets, by ARN, and the dependencies of the commands that register. They record what they print. */
export function registrationWorld(endpoints: readonly EndpointOutput[], apiKey: string, yes = true) {
  const values = new Map([
    [secretArn('Webhook'), 'the-first-token-of-mine'],
    [secretArn('Key'), apiKey],
  ]);
  const puts: string[] = [];
  const printed: string[] = [];
  const warned: string[] = [];
  const asked: string[] = [];
  const used = new Set(values.values());
  const deps = {
    readOutputs: () => Promise.resolve(stackOf(endpoints)),
    readSecret: (arn: string) => {
      const value = values.get(arn);
      return Promise.resolve(value === undefined ? { problem: 'has no text value' } : { value });
    },
    versioning: {
      stages: () => Promise.resolve({ current: 'v1' }),
      dropPrevious: () => Promise.resolve(),
      put: (arn: string, value: string) => {
        puts.push(arn);
        values.set(arn, value);
        used.add(value);
        return Promise.resolve();
      },
    },
    generateValue: () => `another-token-of-mine-${puts.length}`,
    fetch: globalThis.fetch,
    postNothing: () => Promise.resolve({ status: 401 }),
    watch: stopwatch(),
    confirm: (question: string) => {
      asked.push(question);
      return Promise.resolve(yes);
    },
    print: (lines: readonly string[]) => void printed.push(...lines),
    warn: (line: string) => void warned.push(line),
  };
  return {
    deps,
    values,
    puts,
    printed,
    warned,
    asked,
    /** Every secret so far that is in what was printed, warned or asked, or in a failure's message. */
    leaks: (failure?: unknown) => {
      const all = [...printed, ...warned, ...asked, String(failure)].join('\n');
      return [...used].filter((secret) => all.includes(secret));
    },
  };
}
