import type { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import { doctor } from '../commands/doctor';
import { depsFor } from './deps-for';
import { addStackCommand, wholeNumber, type StackArguments } from './program-options';

interface DoctorArguments extends StackArguments {
  readonly endpoint?: string;
  /** Seconds. */
  readonly for: number;
  readonly json?: boolean;
}

/** Adds the command `doctor`. */
export function addDoctor(program: Command): void {
  addStackCommand(
    program,
    'doctor',
    'check a deployed stack and its endpoints, and say what to do about each problem',
  )
    .option('--endpoint <name>', 'only this endpoint, and what all endpoints share')
    .option('--construct <path>', 'the path of the EsignWebhooks construct, if the stack has several')
    .option(
      '--for <seconds>',
      'the maximum time to wait for an archiver, which asks the provider',
      wholeNumber,
      90,
    )
    .option('--json', 'print JSON')
    .action(async ({ json = false, for: seconds, ...given }: DoctorArguments) => {
      const limits = { maxMs: seconds * 1_000, intervalMs: 2_000 };
      process.exitCode = await doctor({ ...given, json, limits }, { ...depsFor(given), newId: randomUUID });
    });
}
