import { defined } from '../../lambda/kit/defined';
import { hasSecretForm, plainSecretForm } from '../../lambda/kit/secret-form';
import type { RegistrationGuide } from '../../lambda/providers/provider';
import type { EndpointOutput } from '../stack/outputs';
import { fullAddress } from '../stack/full-address';
import { secretState } from '../stack/secret-state';
import type { ReadSecret, SecretReading, SecretVersioning } from '../stack/secrets';

/** A secret that the user has to fill. */
export interface SecretToFill {
  /** The description of its value. */
  readonly holds: string;
  /** The ARN or name. */
  readonly arn: string;
  /** The region; absent if only an older version's output names the secret. */
  readonly region?: string;
  readonly isApiKey: boolean;
  /** Whether it has a value; absent if that is not known. */
  readonly hasValue?: boolean;
  /** The reason why it is not known whether it has a value. */
  readonly unknown?: string;
}

/** Reads what is needed of secrets. */
export interface AddressSecrets {
  readonly readSecret: ReadSecret;
  readonly versioning: Pick<SecretVersioning, 'stages'>;
}

/** All that an operator needs to register one endpoint at its provider. */
export interface EndpointAddress {
  readonly endpoint: string;
  /** The construct's path; absent in an older version's output. */
  readonly construct?: string;
  readonly provider: string;
  /** The provider's own name for itself. */
  readonly title: string;
  /** The full address, with its token; absent if the token could not be read. */
  readonly address?: string;
  /** The secret to register at the provider. */
  readonly secret?: string;
  readonly secretsToFill: readonly SecretToFill[];
  /** What to do at the provider, in this order. */
  readonly steps: readonly string[];
  /** The reasons why something is missing. None contains a value of a secret. */
  readonly problems: readonly string[];
}

/** Collects what to register for an endpoint. Reads its secret only if the provider has to know it. */
export async function endpointAddress(
  output: EndpointOutput,
  guide: RegistrationGuide | undefined,
  { readSecret, versioning }: AddressSecrets,
): Promise<EndpointAddress> {
  const { endpoint, construct, provider, secretUse, webhookSecretArn } = output;
  const reading = secretUse === 'given-by-provider' ? undefined : await readSecret(webhookSecretArn);
  const registered = addressAndSecret(output, reading);
  return {
    endpoint,
    ...defined({ construct }),
    provider,
    title: guide?.title ?? provider,
    ...registered,
    secretsToFill: await Promise.all(
      secretsToFill(output).map(async (toFill) => ({
        ...toFill,
        ...(await secretState(versioning, toFill.arn)),
      })),
    ),
    // The steps are useful even if the address is not known.
    steps: stepsWith(guide, registered.address ?? `${output.address}/<token>`),
    problems: [...guideProblems(provider, guide), ...secretProblems(webhookSecretArn, reading)],
  };
}

function addressAndSecret(
  { address, secretUse }: EndpointOutput,
  reading: SecretReading | undefined,
): Pick<EndpointAddress, 'address' | 'secret'> {
  if (secretUse === 'given-by-provider') return { address };
  const secret = reading && 'value' in reading ? reading.value : undefined;
  if (secretUse === 'given-to-provider') return defined({ address, secret });
  return secret === undefined ? {} : { address: fullAddress(address, secret) };
}

/** Replaces by a function: in a replacement text, a dollar sign would be special. */
function stepsWith(guide: RegistrationGuide | undefined, address: string): readonly string[] {
  return guide?.steps.map((step) => step.replaceAll('{address}', () => address)) ?? [];
}

function guideProblems(provider: string, guide: RegistrationGuide | undefined): readonly string[] {
  if (guide) return [];
  return [`this version does not know the provider "${provider}": use the version that deployed the stack`];
}

function secretProblems(arn: string, reading: SecretReading | undefined): readonly string[] {
  if (!reading) return [];
  if ('problem' in reading) return [`the secret ${arn} ${reading.problem}`];
  if (hasSecretForm(reading.value, plainSecretForm)) return [];
  const { minLength, maxLength } = plainSecretForm;
  return [
    `the value of the secret ${arn} is not accepted: it needs ${minLength} to ${maxLength} characters, and must not begin or end with white space`,
  ];
}

function secretsToFill({
  secretUse,
  webhookSecretArn,
  apiKeySecretArn,
  region,
}: EndpointOutput): readonly SecretToFill[] {
  const toFill = (holds: string, arn: string, isApiKey: boolean) =>
    defined({ holds, arn, region: region ?? arn.split(':')[3], isApiKey });
  return [
    ...(secretUse === 'given-by-provider'
      ? [toFill('the webhook secret that the provider generated', webhookSecretArn, false)]
      : []),
    ...(apiKeySecretArn === undefined ? [] : [toFill("a key to the provider's API", apiKeySecretArn, true)]),
  ];
}
