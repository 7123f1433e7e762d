import { CommandFailure } from '../command-failure';

/** A POST request. Neither its address nor its headers may be printed: they hold the secret. */
export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Longer than the API waits for its function. */
const timeoutMs = 35_000;

/**
 * Posts a webhook as a provider does. Returns the status of the answer. A redirect is not followed: the secret would go with it.
 *
 * @throws CommandFailure if there is no answer
 */
export async function postWebhook({ url, headers, body }: WebhookPost): Promise<number> {
  const { host, protocol } = new URL(url);
  if (protocol !== 'https:') {
    throw new CommandFailure(`The address at ${host} is not https, and the request holds a secret.`);
  }
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body: Buffer.from(body),
    redirect: 'manual',
    signal,
  }).catch((error: unknown) => {
    throw new CommandFailure(
      `The address at ${host} did not answer (${causeOf(error)}). The webhook may have arrived all the same. Look whether the name resolves and the API exists, and run the command again: it makes a new test envelope.`,
    );
  });
  await answer.body?.cancel().catch(() => undefined);
  return answer.status;
}

/** Names the cause without the message, which may quote the address. */
function causeOf(error: unknown): string {
  const { name, cause } = error instanceof Error ? error : { name: 'unknown error', cause: undefined };
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : name;
}
