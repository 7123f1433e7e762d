import type { RunningSample } from '../test/local-aws/harness/launch-sample';
import type { SimulatedWebhook, WebhookTarget } from '../test/simulators/kit/provider-simulator';
import { expectSame } from './expectation';
import type { Telling } from './telling';

/** One POST of the story. */
interface Chapter {
  readonly webhook: SimulatedWebhook;
  readonly remark?: string;
  readonly forged?: boolean;
}

/** Sends all webhooks of an envelope's life, one of them twice and one forged, and checks each answer. */
export async function sendWebhooks(
  { post, connected }: Pick<RunningSample, 'post' | 'connected'>,
  endpoint: string,
  webhooks: readonly SimulatedWebhook[],
  { narrator, signal }: Pick<Telling, 'narrator' | 'signal'>,
): Promise<void> {
  const { target } = connected(endpoint);
  for (const { webhook, remark = '', forged = false } of storyOf(webhooks)) {
    signal.throwIfAborted();
    const began = performance.now();
    const answer = await post(endpoint, webhook, forged ? forgeryOf(target) : {});
    const took = `${Math.round(performance.now() - began)} ms`;
    const { event } = webhook;
    narrator.line(`POST ${event.padEnd(28)} ${remark.padEnd(16)} ${answer.status}  ${took.padStart(7)}`);
    expectSame(`the answer to ${remark} ${event}`.replace('  ', ' '), answer, {
      status: forged ? 401 : 200,
      body: '',
    });
  }
}

/** What a stranger would guess: the secret where there is one, else the token that the address ends with. */
function forgeryOf({ url, secret }: WebhookTarget): WebhookTarget {
  return secret === ''
    ? { url: url.replace(/[^/]+$/, 'a-guess'), secret }
    : { url, secret: 'a guess of a secret' };
}

function storyOf(webhooks: readonly SimulatedWebhook[]): readonly Chapter[] {
  const last = webhooks.length - 1;
  return webhooks.flatMap((webhook, index): Chapter[] => {
    const again = webhook.repeats ? { remark: 'told again' } : {};
    if (index === last)
      return [
        { webhook, remark: 'forged', forged: true },
        { webhook, ...again },
      ];
    if (index === 1)
      return [
        { webhook, ...again },
        { webhook, remark: 'the same again' },
      ];
    return [{ webhook, ...again }];
  });
}
