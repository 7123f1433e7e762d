import type { RegistrationGuide } from '../../lambda/providers/provider';
import type { EndpointOutput } from '../stack/endpoint-outputs';

/** What reading a secret gave: its value, or why there is none, in words that name no value. */
export type SecretReading = { readonly value: string } | { readonly problem: string };

/** Reads a secret's current value. Never throws. */
export type ReadSecret = (arn: string) => Promise<SecretReading>;

/** A secret that its user fills: where it is, and what belongs in it. */
export interface SecretToFill {
  readonly holds: string;
  readonly arn: string;
}

/** All that an operator needs to register one endpoint at its provider. */
export interface EndpointAddress {
  readonly endpoint: string;
  readonly provider: string;
  /** What the provider calls itself. */
  readonly title: string;
  /** The whole address, with its token; absent where that could not be read. */
  readonly address?: string;
  /** The secret that the provider is to be given. */
  readonly secret?: string;
  readonly secretsToFill: readonly SecretToFill[];
  /** What is done at the provider, in this order. */
  readonly steps: readonly string[];
  /** What stands in the way; none of them names a value. */
  readonly problems: readonly string[];
}

/** Shorter values count for nothing where we or the user choose them: as `minimumSecretLength` in lambda/providers. */
export const shortestSecret = 16;

/** Says what to do with an endpoint; reads its secret only where the provider is to be told it. */
export async function endpointAddress(
  output: EndpointOutput,
  guide: RegistrationGuide | undefined,
  readSecret: ReadSecret,
): Promise<EndpointAddress> {
  const { endpoint, provider, secretUse, webhookSecretArn } = output;
  const reading = secretUse === 'given-by-provider' ? undefined : await readSecret(webhookSecretArn);
  const told = toldSecret(output, reading);
  return {
    endpoint,
    provider,
    title: guide?.title ?? provider,
    ...told,
    secretsToFill: secretsToFill(output),
    // Where the address is out of reach, the steps are still worth reading.
    steps: stepsWith(guide, told.address ?? `${output.address}/<token>`),
    problems: [...guideProblems(provider, guide), ...secretProblems(webhookSecretArn, reading)],
  };
}

function toldSecret(
  { address, secretUse }: EndpointOutput,
  reading: SecretReading | undefined,
): Pick<EndpointAddress, 'address' | 'secret'> {
  if (secretUse === 'given-by-provider') return { address };
  const secret = reading && 'value' in reading ? reading.value : undefined;
  if (secretUse === 'given-to-provider') return { address, ...(secret === undefined ? {} : { secret }) };
  return secret === undefined ? {} : { address: `${address}/${encodeURIComponent(secret)}` };
}

/** A function, for a text would have a meaning of its own where it has a dollar sign. */
function stepsWith(guide: RegistrationGuide | undefined, address: string): readonly string[] {
  return guide?.steps.map((step) => step.replaceAll('{address}', () => address)) ?? [];
}

function guideProblems(provider: string, guide: RegistrationGuide | undefined): readonly string[] {
  if (guide) return [];
  return [`this version does not know the provider "${provider}": use the one that deployed the stack`];
}

function secretProblems(arn: string, reading: SecretReading | undefined): readonly string[] {
  if (!reading) return [];
  if ('problem' in reading) return [`the secret ${arn} ${reading.problem}`];
  const { value } = reading;
  if (value.length >= shortestSecret && value.trim() === value) return [];
  return [
    `the value of the secret ${arn} counts for nothing: it needs ${shortestSecret} characters or more, and no white space at either end`,
  ];
}

function secretsToFill({
  secretUse,
  webhookSecretArn,
  apiKeySecretArn,
}: EndpointOutput): readonly SecretToFill[] {
  return [
    ...(secretUse === 'given-by-provider'
      ? [{ holds: 'the webhook secret that the provider gave out', arn: webhookSecretArn }]
      : []),
    ...(apiKeySecretArn === undefined
      ? []
      : [{ holds: "a key to the provider's API", arn: apiKeySecretArn }]),
  ];
}
