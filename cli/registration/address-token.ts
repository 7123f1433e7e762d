import { hasSecretForm, plainSecretForm } from '../../lambda/kit/secret-form';
import { CommandFailure } from '../command-failure';
import type { EndpointOutput } from '../stack/outputs';
import type { ReadSecret } from '../stack/secrets';

/** Reads the token at the end of an endpoint's address. Throws `CommandFailure` if verifiers would not accept it. */
export async function addressToken(
  { endpoint, webhookSecretArn }: EndpointOutput,
  readSecret: ReadSecret,
): Promise<string> {
  const reading = await readSecret(webhookSecretArn);
  if ('problem' in reading) {
    throw new CommandFailure(`The token of "${endpoint}" is needed: ${webhookSecretArn} ${reading.problem}`);
  }
  if (hasSecretForm(reading.value, plainSecretForm)) return reading.value;
  throw new CommandFailure(
    `The token of "${endpoint}" is not accepted, so nothing was registered: \`rotate\` makes a good one.`,
  );
}
