import { createHmac } from 'node:crypto';
import { verifiedWebhookSchema } from '../../../lambda/contracts/verified-webhook';
import type { handler as handlerFunction } from '../../../lambda/verify/handler';
import type { HttpEvent } from '../../../lambda/verify/received-request';
import { faultMessage, loopbackAws, type LoopbackAws } from './loopback-aws';

const url = 'https://hooks.example.com/webhooks/contracts';
const secret = 'canary-secret';
const body = '{"action":"package_add","externalData":{"note":"canary-body"}}';
const signature = createHmac('sha256', secret)
  .update(url + body)
  .digest('base64');
/** A wrong signature. It is well-formed, so that it is compared. */
const forged = createHmac('sha256', 'canary').update('canary').digest('base64');

const event = (change: Partial<HttpEvent> = {}): HttpEvent => ({
  headers: {
    'content-type': 'application/json',
    'x-syngrafii-signature': signature,
    cookie: 'canary-cookie',
  },
  body,
  isBase64Encoded: false,
  requestContext: { requestId: 'request-1' },
  ...change,
});
const forgedEvent = event({ headers: { 'x-syngrafii-signature': forged } });

const realEnv = process.env;
let aws: LoopbackAws;
let output: string;

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'performance', 'queueMicrotask', 'setImmediate'] });
  aws = await loopbackAws();
  aws.secret = secret;
  output = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      output += String(chunk);
      return true;
    });
  }
  process.env = {
    PATH: realEnv.PATH,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'canary-aws-key',
    POWERTOOLS_SERVICE_NAME: 'signing',
    POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks',
    PROVIDER: 'iinked-sign',
    ENDPOINT: 'contracts',
    INTAKE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/intake',
    SPOOL_BUCKET: 'spool',
    SECRET_ID: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:webhook',
    SECRET_GRACE_SECONDS: '86400',
    THROTTLE_RATE_PER_SECOND: '100',
    THROTTLE_BURST: '200',
    PROVIDER_OPTIONS: JSON.stringify({ registeredUrls: [url] }),
  };
});

afterEach(async () => {
  jest.useRealTimers();
  process.env = realEnv;
  await aws.close();
});

/**
 * Loads the module anew, as a cold function does. Its clock moves a millisecond with each turn of the event loop: its
 * budgets do not depend on how busy the machine is.
 */
function coldHandler(): typeof handlerFunction {
  jest.resetModules();
  const { handler } = jest.requireActual<{ readonly handler: typeof handlerFunction }>(
    '../../../lambda/verify/handler',
  );
  return async (given) => {
    let isDone = false;
    const answer = handler(given).finally(() => (isDone = true));
    while (!isDone) {
      await new Promise(setImmediate);
      jest.advanceTimersByTime(1);
    }
    return answer;
  };
}

const lines = () =>
  output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const logLines = () => lines().filter((line) => 'level' in line);
const metricNames = () =>
  lines().flatMap((line) => Object.keys(line).filter((key) => /^(Webhook|Secret)/.test(key)));

describe('the verifier function', () => {
  it('answers 200 with an empty body, and the message is in the queue', async () => {
    const handler = coldHandler();

    expect(await handler(event())).toEqual({ statusCode: 200 });

    const message = verifiedWebhookSchema.parse(JSON.parse(aws.messages[0]!));
    expect(message).toMatchObject({ endpoint: 'contracts', request: { body } });
    expect(aws.messages).toHaveLength(1);
    expect(logLines()).toMatchObject([{ level: 'INFO', outcome: 'queued', deliveryId: message.deliveryId }]);
    expect(metricNames()).toEqual(['WebhookAccepted']);
    expect(lines()).toContainEqual(expect.objectContaining({ endpoint: 'contracts', service: 'signing' }));
  });

  it('gives each delivery its own id', async () => {
    const handler = coldHandler();

    await handler(event());
    await handler(event());

    const ids = aws.messages.map((message) => verifiedWebhookSchema.parse(JSON.parse(message)).deliveryId);
    expect(new Set(ids).size).toBe(2);
  });

  it('answers a forged request with 401 and an empty body', async () => {
    const handler = coldHandler();

    expect(await handler(forgedEvent)).toEqual({ statusCode: 401 });
    expect(aws.messages).toEqual([]);
    expect(logLines()).toMatchObject([{ outcome: 'refused', reason: 'signature-mismatch' }]);
  });

  it('stores the same message in the spool, below its endpoint, if SQS is down', async () => {
    aws.state.sqs = 'down';
    const handler = coldHandler();

    expect(await handler(event())).toEqual({ statusCode: 200 });

    const [key, text] = [...aws.objects][0]!;
    const { deliveryId } = verifiedWebhookSchema.parse(JSON.parse(text));
    expect(key).toBe(`/spool/contracts/${deliveryId}.json`);
    expect(logLines()).toMatchObject([{ outcome: 'spooled', deliveryId }]);
  });

  it('answers 503, so that the provider sends it again, if the file with S3 cannot be loaded', async () => {
    aws.state.sqs = 'down';
    jest.doMock('../../../lambda/verify/s3-spool', () => {
      throw new Error(faultMessage);
    });
    const handler = coldHandler();

    expect(await handler(event())).toEqual({ statusCode: 503 });
    jest.dontMock('../../../lambda/verify/s3-spool');

    expect(logLines()).toMatchObject([{ level: 'ERROR', outcome: 'unstored' }]);
    expect(output).not.toMatch(/canary/i);
  });

  it('does not load the file with S3 for a webhook that the queue takes', async () => {
    let loaded = false;
    jest.doMock('../../../lambda/verify/s3-spool', () => {
      loaded = true;
      return jest.requireActual('../../../lambda/verify/s3-spool');
    });
    const handler = coldHandler();

    expect(await handler(event())).toEqual({ statusCode: 200 });
    expect(loaded).toBe(false);
    aws.state.sqs = 'down';
    expect(await handler(event())).toEqual({ statusCode: 200 });
    jest.dontMock('../../../lambda/verify/s3-spool');
    expect(loaded).toBe(true);
  });

  it.each(['up', 'down'] as const)('writes a webhook as JSON once while SQS is %s', async (state) => {
    const written = jest.spyOn(JSON, 'stringify');
    aws.state.sqs = state;

    expect(await coldHandler()(event())).toEqual({ statusCode: 200 });

    const webhooks = written.mock.calls.filter(([value]) => verifiedWebhookSchema.safeParse(value).success);
    expect(webhooks).toHaveLength(1);
  });

  it('retries within its time if Secrets Manager hangs once', async () => {
    aws.state.secretsmanager = 'hanging';
    const handler = coldHandler();

    const answer = handler(event());
    while (aws.calls.length === 0) await new Promise(setImmediate);
    aws.state.secretsmanager = 'up';

    expect(await answer).toEqual({ statusCode: 200 });
  });

  it.each([
    ['secret-not-set', (world: LoopbackAws) => (world.secret = undefined)],
    ['check-failed', (world: LoopbackAws) => (world.state.secretsmanager = 'down')],
  ])('answers 503 with an empty body: %s', async (reason, breakIt) => {
    breakIt(aws);
    const handler = coldHandler();

    expect(await handler(event())).toEqual({ statusCode: 503 });
    expect(logLines()).toMatchObject([{ level: 'ERROR', outcome: 'unchecked', reason }]);
  });

  it.each([
    ['nothing', {}],
    ['headers that are none', { ...event(), headers: null }],
    ['no request context', { ...event(), requestContext: undefined }],
  ])('answers 503, and does not throw, if API Gateway passes %s', async (_what, odd) => {
    const handler = coldHandler();

    expect(await handler(odd as HttpEvent)).toEqual({ statusCode: 503 });
    expect(logLines()).toMatchObject([{ level: 'ERROR', message: 'unexpected', endpoint: 'contracts' }]);
    expect(metricNames()).toEqual(['WebhookUnchecked']);
    expect(aws.messages).toEqual([]);
  });

  it('fails to start with an invalid environment, and names the variable but not its value', () => {
    process.env.PROVIDER_OPTIONS = '{"registeredUrls": canary-option}';

    expect(coldHandler).toThrow(/PROVIDER_OPTIONS: custom/);
    expect(coldHandler).not.toThrow(/canary/);
  });
});

describe('the output of the function', () => {
  it.each([
    ['a genuine request', event(), () => undefined],
    ['a forged request', forgedEvent, () => undefined],
    [
      'a malformed signature',
      event({ headers: { 'x-syngrafii-signature': 'canary-malformed' } }),
      () => undefined,
    ],
    ['a secret that was never set', event(), () => (aws.secret = undefined)],
    ['Secrets Manager down', event(), () => (aws.state.secretsmanager = 'down')],
    ['SQS down', event(), () => (aws.state.sqs = 'down')],
    ['SQS and S3 down', event(), () => Object.assign(aws.state, { sqs: 'down', s3: 'down' })],
    ['an event without headers', { ...event(), headers: null } as unknown as HttpEvent, () => undefined],
  ])(
    'on %s has no secret, signature, header, body or message of an error in it',
    async (_what, given, arrange) => {
      arrange();
      const handler = coldHandler();

      await handler(given);

      expect(logLines().length).toBeGreaterThan(0);
      for (const hidden of [/canary/i, signature, forged, faultMessage]) expect(output).not.toMatch(hidden);
    },
  );
});
