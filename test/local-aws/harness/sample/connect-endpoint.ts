import type { RegisteredEndpoint } from '../../../simulators/iinked-sign/signed-delivery';
import type { ProviderSimulator, WebhookTarget } from '../../../simulators/kit/provider-simulator';
import type { AwsClients } from '../emulator/aws-clients';
import { putSecret, readSecret, type OperatorOutput, type SampleStack } from './sample-stack';
import type { Simulators } from './simulators';

/** An endpoint that the user has connected with its provider. */
export interface ConnectedEndpoint {
  readonly endpoint: string;
  readonly simulator: ProviderSimulator;
  /** What is registered there. */
  readonly target: WebhookTarget;
  /** What proves its webhooks: the target's secret, or the token in its address. */
  readonly proof: string;
  /** iinked Sign's own word for the registration. */
  readonly registered?: RegisteredEndpoint;
}

/** Does what the user does after a deployment: registers the address at the provider, brings the secrets where they belong. */
export async function connectEndpoint(
  stack: SampleStack,
  endpoint: string,
  { clients, simulators }: { readonly clients: AwsClients; readonly simulators: Simulators },
): Promise<ConnectedEndpoint> {
  const told = stack.operatorOutput(endpoint);
  const simulator = simulators.of(told.provider);
  if (told.apiKeySecretArn) await putSecret(clients, told.apiKeySecretArn, simulator.apiKey);
  if (told.secretUse === 'given-by-provider') {
    const registered = simulators.iinkedSign.register(told.address, endpoint);
    await putSecret(clients, told.webhookSecretArn, registered.secret);
    return { endpoint, simulator, target: registered, proof: registered.secret, registered };
  }
  const proof = await readSecret(clients, told.webhookSecretArn);
  return { endpoint, simulator, target: targetOf(told, proof), proof };
}

/** What is to be registered at a provider whose proof was made here. */
export function targetOf({ secretUse, address }: OperatorOutput, proof: string): WebhookTarget {
  return secretUse === 'in-address'
    ? { url: `${address}/${proof}`, secret: '' }
    : { url: address, secret: proof };
}
