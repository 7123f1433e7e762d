import { version } from '../../package.json';
import { defined } from '../../lambda/kit/defined';
import type { DoctorDeps, DoctorRun } from '../doctor/doctor-deps';
import { endpointChecks } from '../doctor/endpoint-checks';
import type { Finding } from '../doctor/finding';
import { pipelineChecks } from '../doctor/pipeline-checks';
import { runChecks, type Check } from '../doctor/run-checks';
import type { PollLimits } from '../poll';
import type { Session } from '../stack/session';
import {
  readWholeStack,
  selectEndpoint,
  selectPipelines,
  type Pipeline,
  type StackSelection,
} from '../stack/stack';
import { jsonLines, type Output } from '../terminal/output';
import { endedOnFailure, type StartProgress } from '../terminal/progress';
import { formatDoctor } from './format-doctor';

/** The dependencies of `doctor`. */
export interface DoctorCommandDeps extends DoctorDeps, Output {
  readonly startProgress: StartProgress;
}

/** The arguments of `doctor`. */
export interface DoctorOptions extends StackSelection, Session {
  /** The only endpoint to check, besides what all share. Absent: all. */
  readonly endpoint?: string | undefined;
  readonly json: boolean;
  /** How long to wait for the archivers. */
  readonly limits: PollLimits;
}

/**
 * Checks a deployed stack and the endpoints at their providers, and prints what was found. It changes nothing. Returns the exit code: 1 if
 * something is broken, or could not be looked at.
 */
export async function doctor(options: DoctorOptions, deps: DoctorCommandDeps): Promise<0 | 1> {
  const { stack, region, profile, construct, json, limits } = options;
  const all = await readWholeStack(stack, deps.readOutputs);
  const place = defined({ stack, region, profile, construct });
  const checks = checksOf(all, options, { deps, place, version, limits });
  const findings = await runWithProgress(checks, deps);
  deps.print(json ? jsonLines({ stack, version, findings }) : formatDoctor(findings));
  return findings.some(({ state }) => state === 'failed' || state === 'unknown') ? 1 : 0;
}

function checksOf(
  all: readonly Pipeline[],
  { construct, endpoint: name }: DoctorOptions,
  run: DoctorRun,
): readonly Check[] {
  const pipelines = selectPipelines(all, construct);
  const only = name === undefined ? undefined : selectEndpoint(pipelines, name);
  const selected = only ? [only.pipeline] : pipelines;
  return selected.flatMap((pipeline) => [
    ...pipelineChecks(pipeline, all, run),
    ...pipeline.endpoints
      .filter((endpoint) => !only || endpoint === only.endpoint)
      .flatMap((endpoint) => endpointChecks({ pipeline, endpoint }, run)),
  ]);
}

/** The archivers take the longest: their answers come with their logs. */
async function runWithProgress(
  checks: readonly Check[],
  { startProgress }: DoctorCommandDeps,
): Promise<readonly Finding[]> {
  const progress = await startProgress(checks.length, 'Checking');
  let done = 0;
  const counted = checks.map((check) => ({
    ...check,
    run: async () => {
      const result = await check.run();
      progress.show(++done, 'Checking');
      return result;
    },
  }));
  const findings = await endedOnFailure(progress, () => runChecks(counted));
  progress.end('Checked');
  return findings;
}
