import { providerIdSchema } from '../../lambda/contracts/ids';
import { registrationGuides } from '../../lambda/providers/registration-guides';
import { CommandFailure } from '../command-failure';
import { readEndpointOutputs, type ReadOutputs } from '../stack/outputs';
import type { ReadSecret } from '../stack/secrets';
import { jsonLines, reportProblems, type Output } from '../terminal/output';
import { endpointAddress, type EndpointAddress, type SecretToFill } from './endpoint-address';

/** The dependencies of `addresses`. */
export interface AddressesDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly readSecret: ReadSecret;
}

/** The arguments of `addresses`. */
export interface AddressesOptions {
  readonly stack: string;
  readonly json: boolean;
}

/**
 * Prints the full address of each endpoint of a stack and how to register it. Returns the exit code: 1 if something is
 * missing. Throws `CommandFailure` if there is no endpoint.
 */
export async function addresses(
  { stack, json }: AddressesOptions,
  { readOutputs, readSecret, print, warn }: AddressesDeps,
): Promise<0 | 1> {
  const { endpoints, unreadable } = readEndpointOutputs(await readOutputs(stack));
  if (endpoints.length + unreadable.length === 0) {
    throw new CommandFailure(
      `The stack "${stack}" has no endpoint: none of its outputs ends with "Operator". Deploy it with this version of cdk-esign-webhooks, or give the right stack.`,
    );
  }
  const described = await Promise.all(
    endpoints.map((output) => endpointAddress(output, guideOf(output.provider), readSecret)),
  );
  if (described.length > 0) {
    warn('The output contains secrets: keep it out of logs, tickets and chats.');
    print(json ? jsonLines({ stack, endpoints: described }) : formatAddresses(described));
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

function formatAddresses(endpoints: readonly EndpointAddress[]): readonly string[] {
  return endpoints.flatMap((endpoint, index) => [...(index === 0 ? [] : ['']), ...formatEndpoint(endpoint)]);
}

function formatEndpoint({
  endpoint,
  title,
  address,
  secret,
  steps,
  secretsToFill,
}: EndpointAddress): readonly string[] {
  return [
    `${endpoint} (${title})`,
    `  Address: ${address ?? 'not known: a line with "Problem:" says why'}`,
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    ...(secret === undefined ? [] : [`  Secret: ${secret}`]),
    ...secretsToFill.flatMap(formatSecretToFill),
  ];
}

/** Uses a file that only its owner can read. Other users see a command line, and the shell's history keeps it. */
function formatSecretToFill({ holds, arn, region }: SecretToFill): readonly string[] {
  const place = region ? `--region ${region} ` : '';
  return [
    `  Put ${holds} into this secret, as plain text:`,
    `    ${arn}`,
    '    (umask 077; read -rs value; printf %s "$value" > value.txt)',
    `    aws secretsmanager put-secret-value ${place}--secret-id ${arn} --secret-string file://value.txt`,
    '    rm value.txt',
  ];
}
