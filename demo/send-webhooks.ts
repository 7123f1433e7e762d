import type { RunningSample } from '../test/local-aws/harness/launch-sample';
import type { Webhook } from '../test/simulators/iinked-sign/package-webhooks';
import { expectSame } from './expectation';
import type { Telling } from './telling';

/** One POST of the story. */
interface Chapter {
  readonly webhook: Webhook;
  readonly remark?: string;
  readonly forged?: boolean;
}

/** Sends all webhooks of a package's life, one of them twice and one forged, and checks each answer. */
export async function sendWebhooks(
  { deliver }: Pick<RunningSample, 'deliver'>,
  webhooks: readonly Webhook[],
  { endpoint, narrator, signal }: Pick<Telling, 'endpoint' | 'narrator' | 'signal'>,
): Promise<void> {
  for (const { webhook, remark = '', forged = false } of storyOf(webhooks)) {
    signal.throwIfAborted();
    const began = performance.now();
    const answer = await deliver(endpoint, webhook, forged ? { secret: 'a guess' } : {});
    const took = `${Math.round(performance.now() - began)} ms`;
    narrator.line(
      `POST ${webhook.action.padEnd(18)} ${remark.padEnd(16)} ${answer.status}  ${took.padStart(7)}`,
    );
    expectSame(`the answer to ${remark} ${webhook.action}`.replace('  ', ' '), answer, {
      status: forged ? 401 : 200,
      body: '',
    });
  }
}

function storyOf(webhooks: readonly Webhook[]): readonly Chapter[] {
  const last = webhooks.length - 1;
  return webhooks.flatMap((webhook, index): Chapter[] => {
    if (index === 1) return [{ webhook }, { webhook, remark: 'the same again' }];
    if (index === last)
      return [{ webhook: { ...webhook, eventId: 'forged' }, remark: 'forged', forged: true }, { webhook }];
    return [{ webhook }];
  });
}
