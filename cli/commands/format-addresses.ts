import { defined } from '../../lambda/kit/defined';
import type { Session } from '../stack/session';
import { commandLine } from '../terminal/command-line';
import type { EndpointAddress, SecretToFill } from './endpoint-address';

/** The options of the command, which the commands that it prints have too. */
interface Asked extends Session {
  readonly stack: string;
}

/** Formats the addresses of a stack, as text. */
export function formatAddresses(endpoints: readonly EndpointAddress[], asked: Asked): readonly string[] {
  const constructs = new Set(endpoints.map(({ construct }) => construct));
  return endpoints.flatMap((endpoint, index) => [
    ...(index === 0 ? [] : ['']),
    ...formatEndpoint(endpoint, constructs.size > 1, asked),
  ]);
}

function formatEndpoint(
  { endpoint, construct, title, address, secret, steps, secretsToFill, canRegister }: EndpointAddress,
  hasConstructs: boolean,
  asked: Asked,
): readonly string[] {
  const named = { ...asked, ...(hasConstructs ? { construct } : {}), endpoint };
  return [
    `${endpoint} (${title})`,
    `  Address: ${address ?? 'not known: a line with "Problem:" says why'}`,
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    ...(canRegister
      ? [
          '  With the API key in its secret, a command does these steps:',
          `    ${commandLine('register', defined(named))}`,
        ]
      : []),
    ...(secret === undefined ? [] : [`  Secret: ${secret}`]),
    ...secretsToFill.flatMap((toFill) => formatSecretToFill(toFill, named)),
  ];
}

function formatSecretToFill(
  { holds, arn, region, isApiKey, hasValue, unknown }: SecretToFill,
  named: Asked & { readonly endpoint: string; readonly construct?: string | undefined },
): readonly string[] {
  const { stack, profile, construct, endpoint } = named;
  const options = {
    stack,
    region: named.region ?? region,
    profile,
    construct,
    endpoint,
    'api-key': isApiKey,
  };
  const command = `    ${commandLine('set-secret', defined({ ...options, replace: hasValue ?? false }))}`;
  if (hasValue === true) return [`  ${arn} has ${holds}. To replace it:`, command];
  const doubt =
    unknown === undefined ? [] : [`    Whether the secret has a value already is not known: ${unknown}`];
  return [`  Put ${holds} into ${arn}:`, command, ...doubt];
}
