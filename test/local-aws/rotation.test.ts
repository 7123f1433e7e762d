import type { WebhookTarget } from '../simulators/kit/provider-simulator';
import { connectFaultLayer } from './faults/connect-fault-layer';
import type { FaultLayer } from './faults/fault-layer';
import { targetOf } from './harness/sample/connect-endpoint';
import { eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { everyProvider, signEnvelope } from './harness/sample/every-provider';
import { findLeaks } from './harness/observe/find-leaks';
import { addEnvironment } from './harness/change/function-environment';
import { generatedValue } from './harness/deploy/generated-value';
import { mapConcurrently } from './harness/send/map-concurrently';
import { putSecret, readSecret } from './harness/sample/sample-stack';
import { readLogs } from './harness/observe/stack-logs';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const sample = useSample({ endpoints: everyProvider });

let layer: FaultLayer;
const values: string[] = [];

beforeAll(async () => {
  layer = await connectFaultLayer(sample());
});

afterEach(() => layer.decideBy(undefined));

/** A value that counts nowhere yet. */
function newValue(): string {
  const value = generatedValue({
    PasswordLength: 44,
    ExcludePunctuation: true,
    IncludeSpace: false,
    RequireEachIncludedType: false,
  });
  values.push(value);
  return value;
}

const secretOf = (endpoint: string) => sample().stack.operatorOutput(endpoint).webhookSecretArn;

/** What is registered at the provider when this value is. */
const targetWith = (endpoint: string, proof: string): WebhookTarget =>
  targetOf(sample().stack.operatorOutput(endpoint), proof);

const provedNow = async (endpoint: string) =>
  targetWith(endpoint, await readSecret(sample().clients, secretOf(endpoint)));

/** The answer to the first webhook of a new envelope, sent by whoever has this. */
async function statusOf(endpoint: string, target: WebhookTarget): Promise<number> {
  const { connected, post } = sample();
  const envelope = await connected(endpoint).simulator.addEnvelope();
  return (await post(endpoint, envelope.webhooks()[0]!, target)).status;
}

/**
 * The same of somebody who comes again where the answer is 503, as a provider does: a busy machine starts functions more
 * slowly than the room's budgets allow.
 */
async function judgedAs(endpoint: string, target: WebhookTarget): Promise<number> {
  const judged = async () => {
    const status = await statusOf(endpoint, target);
    return status !== 503 && status;
  };
  return waitFor(judged, { what: 'an answer that is not 503', seconds: 60 });
}

async function rotateTo(endpoint: string, proof: string): Promise<WebhookTarget> {
  await putSecret(sample().clients, secretOf(endpoint), proof);
  return targetWith(endpoint, proof);
}

const verifierOf = (endpoint: string) => sample().stack.operatorOutput(endpoint).verifierFunction;

/** Lets the next request meet a function that has just started. */
const coolDown = (endpoint: string, mark: string) =>
  addEnvironment(sample().clients, verifierOf(endpoint), { COLD_START_OF_A_TEST: mark });

/** How often a metric was counted for an endpoint. */
async function counted(metric: string, endpoint: string): Promise<number> {
  const lines = (await readLogs(sample().clients)).filter(({ message }) => message.startsWith('{"_aws"'));
  const counts = lines.map(({ message }) => JSON.parse(message) as Record<string, unknown>);
  return counts.filter((one) => one[metric] === 1 && one['endpoint'] === endpoint).length;
}

describe.each(everyProvider)('what proves the webhooks of $endpoint, rotated', ({ endpoint }) => {
  it('counts at once; the one before it for its grace period, counted apart, and then no more', async () => {
    const old = await provedNow(endpoint);
    expect(await judgedAs(endpoint, old)).toBe(200);
    const before = await counted('PreviousSecretMatched', endpoint);

    const fresh = await rotateTo(endpoint, newValue());

    expect(await judgedAs(endpoint, fresh)).toBe(200);
    expect(await counted('PreviousSecretMatched', endpoint)).toBe(before);
    expect(await judgedAs(endpoint, old)).toBe(200);
    const isCounted = async () => (await counted('PreviousSecretMatched', endpoint)) > before;
    await waitFor(isCounted, { what: 'the metric of the previous secret', seconds: 20 });

    const restore = await addEnvironment(sample().clients, verifierOf(endpoint), {
      SECRET_GRACE_SECONDS: '1',
    });
    const isOver = async () => (await statusOf(endpoint, old)) === 401;
    await waitFor(isOver, { what: 'the end of the grace period', seconds: 30 });
    expect(await judgedAs(endpoint, fresh)).toBe(200);
    await restore();
  });

  it('is taken from the midst of a flood of forged ones, each of which is refused', async () => {
    const forged = targetWith(endpoint, newValue());
    const asked = layer.calls.length;
    const began = performance.now();
    const lanes = 3;

    const [fresh, ...answers] = await Promise.all([
      rotateTo(endpoint, newValue()).then((target) => judgedAs(endpoint, target)),
      mapConcurrently(Array.from({ length: 12 }), lanes, () => judgedAs(endpoint, forged)),
    ]);

    expect(fresh).toBe(200);
    expect(new Set(answers.flat())).toEqual(new Set([401]));
    // Each function at work may read once in two seconds, which is two calls: the current version and the previous one.
    const reads = layer.calls.slice(asked).filter(({ operation }) => operation === 'GetSecretValue').length;
    const turns = (performance.now() - began) / 2_000 + 1;
    expect(reads).toBeLessThanOrEqual(2 * (lanes + 1) * turns);
  });
});

describe.each(everyProvider)('Secrets Manager down, at $endpoint', ({ endpoint }) => {
  const breakDown = () =>
    layer.decideBy(({ service, stage }) =>
      service === 'secretsmanager' && stage === 'verify' ? 'error' : undefined,
    );

  it('warm, what is genuine is taken, and what could not be checked is to come again', async () => {
    const right = await provedNow(endpoint);
    expect(await judgedAs(endpoint, right)).toBe(200);
    breakDown();

    expect(await statusOf(endpoint, right)).toBe(200);
    expect(await statusOf(endpoint, targetWith(endpoint, newValue()))).toBe(503);
    layer.decideBy(undefined);
    expect(await judgedAs(endpoint, targetWith(endpoint, newValue()))).toBe(401);
  });

  it('cold, a passing fault is outlived, a lasting one answered 503, and all is well when it is over', async () => {
    const right = await provedNow(endpoint);
    await coolDown(endpoint, 'one');
    const secret = secretOf(endpoint);
    const passing = layer.arm(
      ({ operation, target }) => operation === 'GetSecretValue' && secret.includes(target),
      'error',
    );
    expect(await judgedAs(endpoint, right)).toBe(200);
    expect(passing.fired()).toBe(1);

    await coolDown(endpoint, 'two');
    breakDown();
    expect(await statusOf(endpoint, right)).toBe(503);
    layer.decideBy(undefined);
    expect(await judgedAs(endpoint, right)).toBe(200);
  });
});

describe('the key to the API', () => {
  it.each(everyProvider)(
    'of $provider that the provider does not know yet: the previous one does it, and is counted',
    async ({ endpoint }) => {
      const { clients, stack } = sample();
      const { apiKeySecretArn } = stack.operatorOutput(endpoint);
      const old = await readSecret(clients, apiKeySecretArn!);
      await putSecret(clients, apiKeySecretArn!, newValue());

      const { envelope } = await signWithProof(endpoint);
      await untilArchived(sample(), envelope.id, 60);

      const isCounted = async () => (await counted('PreviousApiKeyUsed', endpoint)) > 0;
      await waitFor(isCounted, { what: 'the metric of the previous key', seconds: 20 });
      await putSecret(clients, apiKeySecretArn!, old);
    },
  );

  it('that the provider has changed counts as soon as it is put in, though the old one is cached', async () => {
    const { clients, stack, simulator } = sample();
    const fresh = simulator.rotateApiKey();
    values.push(fresh);
    await putSecret(clients, stack.apiKeySecret('iinked-sign'), fresh);

    const { envelope } = await signWithProof('iinked-sign');

    await untilArchived(sample(), envelope.id, 60);
    expect((await eventsWhenIdle(sample(), envelope.id)).map(({ type }) => type)).not.toContain(
      'envelope.archive-failed',
    );
  });
});

/** An envelope that everybody has signed, told of with what counts now. */
async function signWithProof(endpoint: string) {
  const target = await provedNow(endpoint);
  const { connected, post } = sample();
  return signEnvelope({ connected, post: (name, webhook) => post(name, webhook, target) }, endpoint);
}

it('no value that counted, or was only tried, is in a log, an event or the configuration', async () => {
  const canaries = Object.fromEntries(values.map((value, index) => [`value ${index}`, value]));

  expect(values.length).toBeGreaterThan(8);
  expect(await findLeaks(sample(), canaries, ['logs', 'events', 'configuration'])).toEqual([]);
});
