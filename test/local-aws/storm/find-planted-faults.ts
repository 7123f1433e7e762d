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

/** The discrepancies of a deployment with faults. */
export interface PlantedStorm {
  readonly discrepancies: readonly Discrepancy[];
  /** Present if passes heal the faults: those of a second storm, with passes, which accounts for the first one too. */
  readonly afterPasses?: readonly Discrepancy[];
}

/** Deploys functions with faults, and runs a storm. If passes heal the faults, it has none, and a second storm has them. */
export async function stormWithPlants(
  plants: readonly StormPlant[],
  options: StormOptions & { readonly signal: AbortSignal },
): Promise<PlantedStorm> {
  const lambdaAssets = mkdtempSync(join(tmpdir(), 'planted-faults-'));
  try {
    bundlePlants(plants, lambdaAssets);
    const { signal } = options;
    const sample = await launchSample({ endpoints: stormEndpoints, build: true, lambdaAssets, signal });
    try {
      const field = await prepareField(sample);
      if (!plants.some(({ isHealed }) => isHealed)) return await runStorm(field, options);
      const { ledger, discrepancies } = await runStorm(field, { ...options, withoutPasses: true });
      const next = await runStorm(field, { ...options, seed: options.seed + 1, earlier: ledger });
      return { discrepancies, afterPasses: next.discrepancies };
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
