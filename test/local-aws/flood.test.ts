import type { WebhookTarget } from '../simulators/kit/provider-simulator';
import { eventsAbout } from './harness/observe/envelope-events';
import { targetOf } from './harness/sample/connect-endpoint';
import { putSecret } from './harness/sample/sample-stack';
import { useSample } from './harness/sample/use-sample';
import { mapConcurrently } from './harness/send/map-concurrently';

const endpoint = 'documenso';
/** The quota of a new account. */
const lambdaQuota = 10;
const sample = useSample({ endpoints: [{ provider: endpoint, endpoint }], lambdaQuota });

/** The forged requests that wait for an answer at any time: with one genuine, they fill most of the quota. */
const forgedAtOnce = 6;

const targetWith = (proof: string) => targetOf(sample().stack.operatorOutput(endpoint), proof);

/** Posts the first webhook of a new envelope. */
async function post(target: WebhookTarget) {
  const { connected, post: send } = sample();
  const envelope = await connected(endpoint).simulator.addEnvelope();
  return { id: envelope.id, status: (await send(endpoint, envelope.webhooks()[0]!, target)).status };
}

function countStatuses(answers: readonly { readonly status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

describe('a flood of forged requests to an account with a quota of 10', () => {
  it('makes no genuine webhook be refused, in both values of a rotation, and each accepted one is published', async () => {
    const old = sample().connected(endpoint).target;
    const fresh = targetWith('the-value-after-the-rotation-of-a-test');
    let isOver = false;
    const floodOne = async () => {
      const answers = [];
      while (!isOver) answers.push(await post(targetWith('a-value-that-nobody-has-ever-put-in')));
      return answers;
    };
    const flooding = Promise.all(Array.from({ length: forgedAtOnce }, floodOne));

    const before = await mapConcurrently(Array.from({ length: 12 }), 1, () => post(old));
    await putSecret(sample().clients, sample().stack.operatorOutput(endpoint).webhookSecretArn, fresh.secret);
    const after = await mapConcurrently([fresh, old, fresh, old, fresh, old, fresh, old, fresh], 1, post);
    isOver = true;
    const forged = (await flooding).flat();

    const genuine = [...before, ...after];
    process.stderr.write(
      `flood: genuine ${JSON.stringify(countStatuses(genuine))}, forged ${JSON.stringify(countStatuses(forged))}\n`,
    );
    // A busy machine may throttle, or be too slow for a time limit. It must not refuse.
    expect(genuine.filter(({ status }) => ![200, 429, 503].includes(status))).toEqual([]);
    expect(forged.filter(({ status }) => ![401, 429, 503].includes(status))).toEqual([]);
    expect(forged.length).toBeGreaterThan(genuine.length);
    const accepted = genuine.filter(({ status }) => status === 200);
    await sample().tap.until((events) => accepted.every(({ id }) => eventsAbout(events, id).length > 0), {
      what: 'an event of each accepted webhook',
      seconds: 60,
    });
  });
});
