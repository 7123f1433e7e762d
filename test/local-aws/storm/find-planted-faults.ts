import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stages } from '../faults/aws-call';
import { projectRoot } from '../harness/project-root';
import { launchSample } from '../harness/sample/launch-sample';
import type { Discrepancy } from './discrepancy';
import type { StormPlant } from './planted-faults';
import { prepareField, runStorm, stormEndpoints, type StormOptions } from './run-storm';

/** Deploys functions with faults, runs a storm, and returns the discrepancies. */
export async function stormWithPlants(
  plants: readonly StormPlant[],
  options: StormOptions & { readonly signal: AbortSignal },
): Promise<readonly Discrepancy[]> {
  const lambdaAssets = mkdtempSync(join(tmpdir(), 'planted-faults-'));
  try {
    bundlePlants(plants, lambdaAssets);
    const { signal } = options;
    const sample = await launchSample({ endpoints: stormEndpoints, build: true, lambdaAssets, signal });
    try {
      const { discrepancies } = await runStorm(await prepareField(sample), options);
      return discrepancies;
    } finally {
      await sample.stop();
    }
  } finally {
    rmSync(lambdaAssets, { recursive: true, force: true });
  }
}

/** Bundles the faulty functions to `<folder>/<stage>/index.js`. Throws if a fault cannot be planted. */
export function bundlePlants(plants: readonly StormPlant[], folder: string): void {
  const faulty = stages.flatMap((stage) => {
    const faults = plants.filter((plant) => plant.stages.includes(stage));
    return faults.length > 0 ? [[join(folder, stage, 'index.js'), { stage, faults }] as const] : [];
  });
  execFileSync(process.execPath, [join(projectRoot, 'test', 'fuzz', 'bundle-with-faults.mjs')], {
    input: JSON.stringify(Object.fromEntries(faulty)),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

/** Finds the discrepancies that this fault must give. */
export function reportsOf(
  { reportedAs, about = '' }: StormPlant,
  discrepancies: readonly Discrepancy[],
): readonly Discrepancy[] {
  return discrepancies
    .filter(({ name }) => name === reportedAs)
    .filter((one) => about === '' || one.about.split(/[ ,:]+/).includes(about));
}
