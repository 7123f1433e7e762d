import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantedFaults } from './planted-faults';
import { runFuzz } from './run-fuzz';

/** The result of the fuzz for a verifier with a fault. */
export interface Finding {
  readonly fault: string;
  /** The number of the first request that showed the fault. Absent if none did. */
  readonly foundAt?: number;
  /** The violation that it showed. */
  readonly what?: string;
}

/** Runs the fuzz for a verifier with each of these faults, until it finds the fault or has sent all requests. */
export async function findPlantedFaults(
  names: readonly string[],
  { requests, seed }: { readonly requests: number; readonly seed: number },
): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'planted-faults-'));
  try {
    const bundles = names.map((_, index) => join(folder, String(index), 'index.js'));
    const faults = names.map((name, index) => [
      bundles[index],
      { stage: 'verify', faults: [plantedFaults[name]] },
    ]);
    execFileSync(process.execPath, [join(__dirname, 'bundle-with-faults.mjs')], {
      input: JSON.stringify(Object.fromEntries(faults)),
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    return await Promise.all(
      names.map(async (fault, index): Promise<Finding> => {
        const { violations } = await runFuzz({
          requests,
          seed,
          bundle: bundles[index]!,
          untilViolation: true,
        });
        const [first] = [...violations].sort((one, other) => one.after - other.after);
        return first ? { fault, foundAt: first.after, what: first.what } : { fault };
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
