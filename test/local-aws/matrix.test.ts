import { useSample } from './harness/sample/use-sample';
import { everyProvider } from './harness/sample/every-provider';
import { shortMatrix, wholeMatrix } from './matrix/matrix-row';
import { loneEndpoint, matrixEndpoints, matrixWorld, type MatrixWorld } from './matrix/matrix-world';
import { playMatrix, type MatrixOutcome } from './matrix/play-matrix';
import { completedEnvelope, deliverCompletion } from './matrix/row-envelope';
import { unlistedAwsCalls, unlistedProviderCalls } from './matrix/unlisted-calls';
import { isSecretOf } from './matrix/play-scenario';

/** `npm run test:matrix` plays every fault at every call. Otherwise each call has one fault. */
const matrix = process.env['ESIGN_MATRIX'] === 'whole' ? wholeMatrix() : shortMatrix();
/** Plays only the rows whose names match. */
const chosen = new RegExp(process.env['ESIGN_MATRIX_ROWS'] ?? '');
const rows = matrix.filter(({ name }) => chosen.test(name));

const sample = useSample({ endpoints: matrixEndpoints });

let world: MatrixWorld;
let outcome: MatrixOutcome;

beforeAll(async () => {
  world = await matrixWorld(sample());
  outcome = await playMatrix(world, rows);
}, 3_600_000);

describe('the promise holds when', () => {
  it.each(rows.map(({ name }) => name))('%s', (name) => {
    expect(outcome.get(name)).toEqual([]);
  });
});

describe('every call that was made has a row', () => {
  it('at AWS', () => {
    expect(unlistedAwsCalls(world.layer.calls)).toEqual([]);
  });

  it.each(everyProvider)('at $provider', ({ provider }) => {
    expect(unlistedProviderCalls(provider, sample().simulators.of(provider).requests)).toEqual([]);
  });
});

describe('while Secrets Manager is down', () => {
  it('a warm verifier accepts its cached secret, and answers 503 to another one', async () => {
    const { endpoint } = loneEndpoint;
    const { post, stack } = sample();
    const { webhookSecretArn } = stack.operatorOutput(endpoint);
    await deliverCompletion(world, await completedEnvelope(world, endpoint));
    const down = world.layer.arm(
      (call) => call.stage === 'verify' && isSecretOf(webhookSecretArn)(call),
      'error',
      { times: Infinity },
    );
    const { envelope } = await completedEnvelope(world, endpoint);
    const [webhook] = envelope.webhooks();

    const forged = await post(endpoint, webhook!, { secret: 'a guess of 16 or more letters' });
    const genuine = await post(endpoint, webhook!);

    expect(down.fired()).toBeGreaterThan(0);
    expect({ forged: forged.status, genuine: genuine.status }).toEqual({ forged: 503, genuine: 200 });
    down.disarm();
  });
});
