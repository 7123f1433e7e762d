import { providerIdSchema } from '../../lambda/contracts/ids';
import { registrationGuides } from '../../lambda/providers/registration-guides';
import { CommandFailure } from '../command-failure';
import { endpointAddress, type ReadSecret } from './endpoint-address';
import { readEndpointOutputs, type StackOutput } from '../stack/endpoint-outputs';
import { formatAddresses } from './format-addresses';

/** What the command needs from outside. */
export interface AddressesContext {
  /** A deployed stack's outputs. Throws `CommandFailure`. */
  readonly readOutputs: (stack: string) => Promise<readonly StackOutput[]>;
  readonly readSecret: ReadSecret;
  /** Receives secrets. */
  readonly print: (text: string) => void;
  /** Receives no secret, ever. */
  readonly warn: (text: string) => void;
}

/** What the command was asked. */
export interface AddressesOptions {
  readonly stack: string;
  readonly json: boolean;
}

/**
 * Prints the whole address of each endpoint of a stack, and what to do with it. Returns the exit code: 1 where something
 * is missing from what was printed. Throws `CommandFailure` where there is nothing to print.
 */
export async function addresses(
  { stack, json }: AddressesOptions,
  { readOutputs, readSecret, print, warn }: AddressesContext,
): Promise<0 | 1> {
  const { endpoints, unreadable } = readEndpointOutputs(await readOutputs(stack));
  const problems = unreadable.map(
    (key) =>
      `the output ${key} is of another version of cdk-esign-webhooks: use the one that deployed the stack`,
  );
  if (endpoints.length + unreadable.length === 0) {
    throw new CommandFailure(
      `The stack "${stack}" has no endpoint: none of its outputs ends with "Operator". Deploy it with this version of cdk-esign-webhooks, or give the stack that has EsignWebhooks in it.`,
    );
  }
  const described = await Promise.all(
    endpoints.map((output) => endpointAddress(output, guideOf(output.provider), readSecret)),
  );
  if (described.length > 0) {
    warn('What is printed is secret: keep it out of logs, tickets and chats.');
    print(
      json ? `${JSON.stringify({ stack, endpoints: described }, null, 2)}\n` : formatAddresses(described),
    );
  }
  problems.push(
    ...described.flatMap(({ endpoint, problems: own }) => own.map((problem) => `${endpoint}: ${problem}`)),
  );
  for (const problem of problems) warn(`Problem: ${problem}`);
  return problems.length > 0 ? 1 : 0;
}

function guideOf(provider: string) {
  const { data } = providerIdSchema.safeParse(provider);
  return data && registrationGuides[data];
}
