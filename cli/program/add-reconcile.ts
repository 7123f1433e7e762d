import type { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import { reconcile } from '../commands/reconcile';
import { depsFor } from './deps-for';
import {
  addStackCommand,
  endpointOption,
  quietOptions,
  type EndpointArguments,
  type QuietArguments,
} from './program-options';
import { interruptsOf } from '../terminal/on-interrupt';

interface ReconcileArguments extends EndpointArguments, QuietArguments {
  readonly since?: string;
  readonly dryRun?: boolean;
  readonly retry?: boolean;
}

/** Adds the command `reconcile`. */
export function addReconcile(program: Command): void {
  const command = addStackCommand(
    program,
    'reconcile',
    'import the past: order the archiving of each envelope that completed at the provider since a date and is not in the archive',
  );
  quietOptions(endpointOption(command))
    .option('--since <date>', 'a date such as 2020-01-01 (00:00 UTC), or a time such as 2020-01-01T12:00:00Z')
    .option('--dry-run', 'count the envelopes, and order nothing')
    .option(
      '--retry',
      'order again at once what earlier orders did not bring; without --since: of all since the first pass',
    )
    .action(async ({ dryRun = false, retry = false, follow, quietFor, ...given }: ReconcileArguments) => {
      const limits = follow ? { maxMs: quietFor * 60_000, intervalMs: 5_000 } : undefined;
      const deps = { ...depsFor(given), newId: randomUUID, onInterrupt: interruptsOf(process) };
      process.exitCode = await reconcile({ ...given, dryRun, retry, follow: limits }, deps);
    });
}
