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

/** Makes a value that is not valid yet. */
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

/** Makes the provider's target for a proof. */
const targetWith = (endpoint: string, proof: string): WebhookTarget =>
  targetOf(sample().stack.operatorOutput(endpoint), proof);

const provedNow = async (endpoint: string) =>
  targetWith(endpoint, await readSecret(sample().clients, secretOf(endpoint)));

/** Posts the first webhook of a new envelope to a target and returns the status. */
async function statusOf(endpoint: string, target: WebhookTarget): Promise<number> {
  const { connected, post } = sample();
  const envelope = await connected(endpoint).simulator.addEnvelope();
  return (await post(endpoint, envelope.webhooks()[0]!, target)).status;
}

/** The same, sent again after a 503, as a provider does. A busy machine starts functions too slowly for their time limits. */
async function finalStatus(endpoint: string, target: WebhookTarget): Promise<number> {
  const otherThan503 = async () => {
    const status = await statusOf(endpoint, target);
    return status !== 503 && status;
  };
  return waitFor(otherThan503, { what: 'an answer that is not 503', seconds: 60 });
}

async function rotateTo(endpoint: string, proof: string): Promise<WebhookTarget> {
  await putSecret(sample().clients, secretOf(endpoint), proof);
  return targetWith(endpoint, proof);
}

const verifierOf = (endpoint: string) => sample().stack.operatorOutput(endpoint).verifierFunction;

/** Makes the next request start a new instance of the function. */
const coolDown = (endpoint: string, mark: string) =>
  addEnvironment(sample().clients, verifierOf(endpoint), { COLD_START_OF_A_TEST: mark });

/** Counts how often a metric was logged for an endpoint. */
async function counted(metric: string, endpoint: string): Promise<number> {
  const lines = (await readLogs(sample().clients)).filter(({ message }) => message.startsWith('{"_aws"'));
  const counts = lines.map(({ message }) => JSON.parse(message) as Record<string, unknown>);
  return counts.filter((one) => one[metric] === 1 && one['endpoint'] === endpoint).length;
}

describe.each(everyProvider)('a rotated proof of webhooks at $endpoint', ({ endpoint }) => {
  it('is valid at once; the one before it for its grace period, with its own metric, and then not any more', async () => {
    const old = await provedNow(endpoint);
    expect(await finalStatus(endpoint, old)).toBe(200);
    const before = await counted('PreviousSecretMatched', endpoint);

    const fresh = await rotateTo(endpoint, newValue());

    expect(await finalStatus(endpoint, fresh)).toBe(200);
    expect(await counted('PreviousSecretMatched', endpoint)).toBe(before);
    expect(await finalStatus(endpoint, old)).toBe(200);
    const isCounted = async () => (await counted('PreviousSecretMatched', endpoint)) > before;
    await waitFor(isCounted, { what: 'the metric of the previous secret', seconds: 20 });

    const restore = await addEnvironment(sample().clients, verifierOf(endpoint), {
      SECRET_GRACE_SECONDS: '1',
    });
    const isOver = async () => (await statusOf(endpoint, old)) === 401;
    await waitFor(isOver, { what: 'the end of the grace period', seconds: 30 });
    expect(await finalStatus(endpoint, fresh)).toBe(200);
    await restore();
  });

  it('is accepted during a flood of forged requests, which are all refused', async () => {
    const forged = targetWith(endpoint, newValue());
    const concurrency = 3;

    const [fresh, ...answers] = await Promise.all([
      rotateTo(endpoint, newValue()).then((target) => finalStatus(endpoint, target)),
      mapConcurrently(Array.from({ length: 12 }), concurrency, () => finalStatus(endpoint, forged)),
    ]);

    expect(fresh).toBe(200);
    expect(new Set(answers.flat())).toEqual(new Set([401]));
  });
});

describe.each(everyProvider)('Secrets Manager down, at $endpoint', ({ endpoint }) => {
  const breakDown = () =>
    layer.decideBy(({ service, stage }) =>
      service === 'secretsmanager' && stage === 'verify' ? 'error' : undefined,
    );

  it('a warm verifier accepts genuine requests, and answers 503 to those that it cannot check', async () => {
    const right = await provedNow(endpoint);
    expect(await finalStatus(endpoint, right)).toBe(200);
    breakDown();

    expect(await statusOf(endpoint, right)).toBe(200);
    expect(await statusOf(endpoint, targetWith(endpoint, newValue()))).toBe(503);
    layer.decideBy(undefined);
    expect(await finalStatus(endpoint, targetWith(endpoint, newValue()))).toBe(401);
  });

  it('a cold verifier survives a short fault, answers 503 during a longer one, and works again afterwards', async () => {
    const right = await provedNow(endpoint);
    await coolDown(endpoint, 'one');
    const secret = secretOf(endpoint);
    const passing = layer.arm(
      ({ operation, target }) => operation === 'GetSecretValue' && secret.includes(target),
      'error',
    );
    expect(await finalStatus(endpoint, right)).toBe(200);
    expect(passing.fired()).toBe(1);

    await coolDown(endpoint, 'two');
    breakDown();
    expect(await statusOf(endpoint, right)).toBe(503);
    layer.decideBy(undefined);
    expect(await finalStatus(endpoint, right)).toBe(200);
  });
});

describe('the key to the API', () => {
  it.each(everyProvider)(
    'of $provider that is not valid yet: the previous one is used, with its own metric',
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

  it('that the provider has changed is used as soon as it is set, although the old one is cached', async () => {
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

/** Signs an envelope and delivers its webhooks with the current proof. */
async function signWithProof(endpoint: string) {
  const target = await provedNow(endpoint);
  const { connected, post } = sample();
  return signEnvelope({ connected, post: (name, webhook) => post(name, webhook, target) }, endpoint);
}

it('no proof, valid or not, is in a log, an event or the configuration', async () => {
  const canaries = Object.fromEntries(values.map((value, index) => [`value ${index}`, value]));

  expect(values.length).toBeGreaterThan(8);
  expect(await findLeaks(sample(), canaries, ['logs', 'events', 'configuration'])).toEqual([]);
});
