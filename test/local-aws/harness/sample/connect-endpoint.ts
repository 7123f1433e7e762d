import type { RegisteredEndpoint } from '../../../simulators/iinked-sign/signed-delivery';
import type { ProviderSimulator, WebhookTarget } from '../../../simulators/kit/provider-simulator';
import type { AwsClients } from '../emulator/aws-clients';
import { putSecret, readSecret, type OperatorOutput, type SampleStack } from './sample-stack';
import type { Simulators } from './simulators';

/** An endpoint that is connected with its provider. */
export interface ConnectedEndpoint {
  readonly endpoint: string;
  readonly simulator: ProviderSimulator;
  /** The registered address and secret. */
  readonly target: WebhookTarget;
  /** The proof of its webhooks: the target's secret, or the token in its address. */
  readonly proof: string;
  /** The registration at iinked Sign. */
  readonly registered?: RegisteredEndpoint;
}

/** Does the user's steps after a deployment: registers the address at the provider and fills the secrets. */
export async function connectEndpoint(
  stack: SampleStack,
  endpoint: string,
  { clients, simulators }: { readonly clients: AwsClients; readonly simulators: Simulators },
): Promise<ConnectedEndpoint> {
  const output = stack.operatorOutput(endpoint);
  const simulator = simulators.of(output.provider);
  if (output.apiKeySecretArn) await putSecret(clients, output.apiKeySecretArn, simulator.apiKey);
  if (output.secretUse === 'given-by-provider') {
    const registered = simulators.iinkedSign.register(output.address, endpoint);
    await putSecret(clients, output.webhookSecretArn, registered.secret);
    return { endpoint, simulator, target: registered, proof: registered.secret, registered };
  }
  const proof = await readSecret(clients, output.webhookSecretArn);
  return { endpoint, simulator, target: targetOf(output, proof), proof };
}

/** Makes the target for a provider whose proof is generated in the stack. */
export function targetOf({ secretUse, address }: OperatorOutput, proof: string): WebhookTarget {
  return secretUse === 'in-address'
    ? { url: `${address}/${proof}`, secret: '' }
    : { url: address, secret: proof };
}
