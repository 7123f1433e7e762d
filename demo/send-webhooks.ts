import type { RunningSample } from '../test/local-aws/harness/sample/launch-sample';
import type { SimulatedWebhook, WebhookTarget } from '../test/simulators/kit/provider-simulator';
import { expectSame } from './expect-same';
import type { Narrator } from './narrator';

/** One POST of the scenario. */
interface Delivery {
  readonly webhook: SimulatedWebhook;
  readonly remark?: string;
  readonly forged?: boolean;
}

/** Sends all webhooks of an envelope, one of them twice and a forged one, and checks each answer. */
export async function sendWebhooks(
  { post, connected }: Pick<RunningSample, 'post' | 'connected'>,
  endpoint: string,
  webhooks: readonly SimulatedWebhook[],
  { narrator, signal }: { readonly narrator: Narrator; readonly signal: AbortSignal },
): Promise<void> {
  const { target } = connected(endpoint);
  for (const { webhook, remark = '', forged = false } of deliveriesOf(webhooks)) {
    signal.throwIfAborted();
    const began = performance.now();
    const answer = await post(endpoint, webhook, forged ? forgedTarget(target) : {});
    const took = `${Math.round(performance.now() - began)} ms`;
    const { event } = webhook;
    narrator.line(`POST ${event.padEnd(28)} ${remark.padEnd(16)} ${answer.status}  ${took.padStart(7)}`);
    expectSame(`the answer to ${remark} ${event}`.replace('  ', ' '), answer, {
      status: forged ? 401 : 200,
      body: '',
    });
  }
}

/** Returns the target with a guessed secret, or with a guessed token if the address ends with one. */
function forgedTarget({ url, secret }: WebhookTarget): WebhookTarget {
  return secret === ''
    ? { url: url.replace(/[^/]+$/, 'a-guess'), secret }
    : { url, secret: 'a guess of a secret' };
}

function deliveriesOf(webhooks: readonly SimulatedWebhook[]): readonly Delivery[] {
  const last = webhooks.length - 1;
  return webhooks.flatMap((webhook, index): Delivery[] => {
    const again = webhook.repeats ? { remark: 'repeated' } : {};
    if (index === last)
      return [
        { webhook, remark: 'forged', forged: true },
        { webhook, ...again },
      ];
    if (index === 1)
      return [
        { webhook, ...again },
        { webhook, remark: 'duplicate' },
      ];
    return [{ webhook, ...again }];
  });
}
