import type { ProviderId } from '../../../lambda/contracts/ids';
import type { SimulatedEnvelope } from '../../simulators/kit/provider-simulator';
import type { AwsCall } from '../faults/aws-call';
import { connectFaultLayer } from '../faults/connect-fault-layer';
import type { FaultLayer } from '../faults/fault-layer';
import { everyProvider } from '../harness/sample/every-provider';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { SampleEndpoint } from '../harness/sample/sample-endpoint';
import { agedSpool } from './aged-spool';
import { providerSwitchboard, type ProviderSwitchboard } from './provider-switchboard';

/** What the matrix is played on. */
export interface MatrixWorld {
  readonly sample: RunningSample;
  readonly layer: FaultLayer;
  readonly switchboard: (provider: ProviderId) => ProviderSwitchboard;
}

/** Where the rows are whose calls name no envelope: they run one after the other. */
export const loneEndpoint = {
  provider: 'documenso',
  endpoint: 'documenso-lone',
} as const satisfies SampleEndpoint;

/** What the matrix's sample is launched with: an archiver has no more endpoints than five. */
export const matrixEndpoints: readonly SampleEndpoint[] = [...everyProvider, loneEndpoint];

/**
 * Seconds after which SQS delivers again what a dead consumer has taken: longer than the SDK waits for an answer, so that
 * no second try hides what the first would have lost.
 */
const visibilityTimeout = 15;

/** Puts the fault layer before a running sample, and a desk before each simulated provider. */
export async function matrixWorld(sample: RunningSample): Promise<MatrixWorld> {
  const layer = await connectFaultLayer(sample, { visibilityTimeout, around: agedSpool });
  const switchboards = new Map(
    everyProvider.map(
      ({ provider }) => [provider, providerSwitchboard(sample.simulators.of(provider))] as const,
    ),
  );
  return { sample, layer, switchboard: (provider) => switchboards.get(provider)! };
}

/** Whether a call is about an envelope: by one of its ids, or by the spooled webhook that tells of it. */
export function isAbout(
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
