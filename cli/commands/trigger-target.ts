import { providerIdSchema, type ProviderId } from '../../lambda/contracts/ids';
import { signingEventTypeSchema, type SigningEventType } from '../../lambda/contracts/signing-event';
import { triggerableTypes } from '../../lambda/providers/test-webhook';
import { CommandFailure } from '../command-failure';
import type { EndpointOutput } from '../stack/outputs';
import type { ReadSecret } from '../stack/secrets';

/** What a test webhook is sent to. Its address and secret may not be printed. */
export interface TriggerTarget {
  readonly provider: ProviderId;
  readonly type: SigningEventType;
  /** With the token, if the address ends with one. */
  readonly address: string;
  readonly secret: string;
  readonly registeredUrl?: string | undefined;
  readonly signatureAlgorithm?: 'sha256' | 'sha1' | undefined;
  /** Whether the archiver makes something of the webhook. */
  readonly isArchived: boolean;
}

/** Finds out how to reach an endpoint with a webhook for an event. Throws `CommandFailure`. */
export async function triggerTarget(
  output: EndpointOutput,
  event: string,
  readSecret: ReadSecret,
): Promise<TriggerTarget> {
  const { endpoint, verifierOptions: options, webhookSecretArn } = output;
  const provider = providerOf(output);
  const type = triggerableType(output, provider, event);
  if (options === undefined) {
    throw new CommandFailure(
      'An older version of cdk-esign-webhooks deployed the stack. A test webhook would count as a genuine one there: deploy it with this version first.',
    );
  }
  const reading = await readSecret(webhookSecretArn);
  if ('problem' in reading) {
    throw new CommandFailure(
      `The webhook secret of ${endpoint} (${webhookSecretArn}) ${reading.problem}. Without it nothing can prove a webhook.`,
    );
  }
  const { value: secret } = reading;
  const { registeredUrls, signatureAlgorithm } = options;
  const proof = {
    address: addressOf(output, secret),
    secret,
    registeredUrl: registeredUrls?.[0],
    signatureAlgorithm,
  };
  return { provider, type, ...proof, isArchived: isArchived(output, type) };
}

function providerOf({ provider }: EndpointOutput): ProviderId {
  const known = providerIdSchema.safeParse(provider).data;
  if (known) return known;
  throw new CommandFailure(
    `This version does not know the provider "${provider}": use the version that deployed the stack.`,
  );
}

/** Finds the type. Throws `CommandFailure`, with those that the endpoint can have. */
function triggerableType(output: EndpointOutput, provider: ProviderId, event: string): SigningEventType {
  const { endpoint, archiveQueueUrl } = output;
  const archives = archiveQueueUrl !== undefined;
  const possible = triggerableTypes(provider).filter((type) => archives || !isOfArchiver(type));
  const type = signingEventTypeSchema.safeParse(event).data;
  if (type && possible.includes(type)) return type;
  throw new CommandFailure(
    `${whyNot(type, { endpoint, provider, event })} The endpoint can have: ${possible.join(', ')}.`,
  );
}

function whyNot(
  type: SigningEventType | undefined,
  {
    endpoint,
    provider,
    event,
  }: { readonly endpoint: string; readonly provider: string; readonly event: string },
): string {
  if (!type) return `There is no event "${event}".`;
  if (isOfArchiver(type)) return `The endpoint "${endpoint}" does not archive, so it has no ${type}.`;
  return `${provider} sends no webhook for ${type}.`;
}

const isOfArchiver = (type: SigningEventType) =>
  type === 'envelope.archived' || type === 'envelope.archive-failed';

const isArchived = ({ archiveQueueUrl }: EndpointOutput, type: SigningEventType) =>
  archiveQueueUrl !== undefined && (type === 'envelope.completed' || isOfArchiver(type));

const addressOf = ({ address, secretUse }: EndpointOutput, secret: string) =>
  secretUse === 'in-address' ? `${address}/${encodeURIComponent(secret)}` : address;
