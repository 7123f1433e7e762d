import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { deployAssembly } from '../deploy/deploy-assembly';
import { synthSampleApp } from '../deploy/synth-sample-app';
import type { RunningSample } from './launch-sample';
import { sampleContext, sampleEndpoint, type EndpointOption } from './sample-endpoint';
import { sampleStack, stackName, type SampleStack } from './sample-stack';

/** Deploys the sample app again, with further settings. */
export async function updateSample(
  { emulator, clients, simulators }: RunningSample,
  endpoints: readonly EndpointOption[],
  settings: object,
): Promise<SampleStack> {
  const context = sampleContext(endpoints.map(sampleEndpoint), (provider) => simulators.of(provider).apiUrl);
  const assembly = await synthSampleApp({
    esign: { ...context, ...settings },
    folder: await mkdtemp(join(emulator.folder, 'update-')),
    build: false,
  });
  return sampleStack(await deployAssembly({ emulator, clients, assembly, stackName }));
}
