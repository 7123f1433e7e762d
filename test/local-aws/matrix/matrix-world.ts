import type { ProviderId } from '../../../lambda/contracts/ids';
import type { SimulatedEnvelope } from '../../simulators/kit/provider-simulator';
import type { AwsCall } from '../faults/aws-call';
import { connectFaultLayer } from '../faults/connect-fault-layer';
import type { FaultLayer } from '../faults/fault-layer';
import { everyProvider } from '../harness/sample/every-provider';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { SampleEndpoint } from '../harness/sample/sample-endpoint';
import { agedOrders } from './aged-orders';
import { agedSpool } from './aged-spool';
import type { RowEnvelope } from './row-envelope';
import { providerSwitchboard, type ProviderSwitchboard } from './provider-switchboard';

/** The deployed sample of the matrix, with its faults. */
export interface MatrixWorld {
  readonly sample: RunningSample;
  readonly layer: FaultLayer;
  readonly switchboardOf: (provider: ProviderId) => ProviderSwitchboard;
}

/** The endpoint of the rows whose calls name no envelope. They run one after the other. */
export const loneEndpoint = {
  provider: 'documenso',
  endpoint: 'documenso-lone',
} as const satisfies SampleEndpoint;

/** The endpoints of the matrix. */
export const matrixEndpoints: readonly SampleEndpoint[] = [...everyProvider, loneEndpoint];

/**
 * The seconds until SQS delivers a message of a dead consumer again. It is longer than the SDK waits for an answer: a
 * second receive must not hide what the first one would have lost.
 */
const visibilityTimeout = 15;

/** Adds the fault layer to a running sample, and a switchboard to each simulated provider. */
export async function matrixWorld(sample: RunningSample): Promise<MatrixWorld> {
  const layer = await connectFaultLayer(sample, {
    visibilityTimeout,
    around: (forward) => agedOrders(agedSpool(forward)),
  });
  const switchboards = new Map(
    everyProvider.map(
      ({ provider }) => [provider, providerSwitchboard(sample.simulators.of(provider))] as const,
    ),
  );
  return { sample, layer, switchboardOf: (provider) => switchboards.get(provider)! };
}

/** Checks whether a call is about an envelope: it has one of its ids, or the key of its spooled webhook. */
function isAbout(
  { layer }: Pick<MatrixWorld, 'layer'>,
  { id, ids }: Pick<SimulatedEnvelope, 'id' | 'ids'>,
  call: AwsCall,
): boolean {
  if (ids.some((one) => call.text.includes(one))) return true;
  return layer.calls.some(
    ({ stage, operation, target, text }) =>
      stage === 'verify' &&
      operation === 'PutObject' &&
      text.includes(id) &&
      call.text.includes(target.slice(target.indexOf('/') + 1)),
  );
}

/** Makes the check for calls about a row's envelope. */
export const own =
  (world: Pick<MatrixWorld, 'layer'>, { envelope }: RowEnvelope) =>
  (call: AwsCall) =>
    isAbout(world, envelope, call);
