import type { SimulatedEnvelope } from '../simulators/kit/provider-simulator';
import type { AwsCall, Room } from './faults/aws-call';
import { connectFaultLayer } from './faults/connect-fault-layer';
import type { Fault } from './faults/fault';
import type { FaultLayer } from './faults/fault-layer';
import { bundleFaults, readBundle } from './harness/bundle';
import { settledEvents, untilArchived } from './harness/envelope-events';
import { expectedTypes } from './harness/every-provider';
import { useSample } from './harness/use-sample';

jest.setTimeout(120_000);

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

let layer: FaultLayer;

beforeAll(async () => {
  layer = await connectFaultLayer(sample());
}, 60_000);

afterAll(() => layer.stop(), 30_000);

/** Signs an envelope; the provider sends a webhook again that was not answered 200. */
async function deliver(envelope: SimulatedEnvelope): Promise<void> {
  for (const webhook of envelope.webhooks()) {
    const { status } = await sample().post(endpoint, webhook);
    if (status !== 200) expect((await sample().post(endpoint, webhook)).status).toBe(200);
  }
}

/** One event id for each webhook and one for the bundle, which is whole: whatever happened on the way. */
async function expectOneOfEach(envelope: SimulatedEnvelope): Promise<void> {
  const archived = await untilArchived(sample(), envelope.id, 60);
  const events = await settledEvents(sample(), envelope.id);
  const types = [...new Map(events.map(({ id, type }) => [id, type])).values()];
  expect(types.sort()).toEqual([...expectedTypes(envelope), 'envelope.archived'].sort());
  expect(bundleFaults(await readBundle(sample(), archived), envelope.files())).toEqual([]);
}

describe.each<Fault>(['error', 'throttle', 'hang', 'cut', 'lose-answer', 'die-before', 'die-after'])(
  'exactly one event id and one whole bundle come out under %s at',
  (fault) => {
    it.each<[Room, AwsCall['operation']]>([
      ['verify', 'SendMessage'],
      ['publish', 'PutObject'],
      ['publish', 'PutEvents'],
      ['archive', 'PutObject'],
      ['archive', 'PutEvents'],
    ])("%s's %s", async (room, operation) => {
      const envelope = await sample().connected(endpoint).simulator.addEnvelope();
      envelope.complete();
      const armed = layer.arm(
        (call) => call.room === room && call.operation === operation && call.text.includes(envelope.id),
        fault,
      );

      await deliver(envelope);

      await expectOneOfEach(envelope);
      expect(armed.fired()).toBe(1);
    });
  },
);
