import { providerIdSchema } from '../../lambda/contracts/ids';
import { registrationGuides } from '../../lambda/providers/registration-guides';
import type { Session } from '../stack/session';
import { CommandFailure } from '../command-failure';
import { readEndpointOutputs, type ReadOutputs } from '../stack/outputs';
import type { ReadSecret, SecretVersioning } from '../stack/secrets';
import { jsonLines, reportProblems, type Output } from '../terminal/output';
import { endpointAddress } from './endpoint-address';
import { formatAddresses } from './format-addresses';

/** The dependencies of `addresses`. */
export interface AddressesDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly readSecret: ReadSecret;
  readonly versioning: Pick<SecretVersioning, 'stages'>;
}

/** The arguments of `addresses`. */
export interface AddressesOptions extends Session {
  readonly stack: string;
  readonly json: boolean;
}

/**
 * Prints the full address of each endpoint of a stack and how to register it. Returns the exit code: 1 if something is
 * missing. Throws `CommandFailure` if there is no endpoint.
 */
export async function addresses(
  { stack, json, ...session }: AddressesOptions,
  { readOutputs, print, warn, ...secrets }: AddressesDeps,
): Promise<0 | 1> {
  const { endpoints, unreadable } = readEndpointOutputs(await readOutputs(stack));
  if (endpoints.length + unreadable.length === 0) {
    throw new CommandFailure(
      `The stack "${stack}" has no endpoint: none of its outputs ends with "Operator". Deploy it with this version of cdk-esign-webhooks, or give the right stack.`,
    );
  }
  const described = await Promise.all(
    endpoints.map((output) => endpointAddress(output, guideOf(output.provider), secrets)),
  );
  if (described.length > 0) {
    warn('The output contains secrets: keep it out of logs, tickets and chats.');
    print(
      json ? jsonLines({ stack, endpoints: described }) : formatAddresses(described, { stack, ...session }),
    );
  }
  const problems = [
    ...unreadable.map(
      (key) =>
        `another version of cdk-esign-webhooks wrote the output ${key}: use the version that deployed the stack`,
    ),
    ...described.flatMap(({ endpoint, problems: own }) => own.map((problem) => `${endpoint}: ${problem}`)),
  ];
  return reportProblems(problems, warn);
}

function guideOf(provider: string) {
  const { data } = providerIdSchema.safeParse(provider);
  return data && registrationGuides[data];
}
