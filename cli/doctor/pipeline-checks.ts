import type { Pipeline } from '../stack/stack';
import { checkAlarms } from './check-alarms';
import { checkBus } from './check-bus';
import { checkConcurrency } from './check-concurrency';
import { checkDeadLetters } from './check-dead-letters';
import { checkQueue } from './check-queue';
import { checkSpool } from './check-spool';
import { checkVersion } from './check-version';
import type { DoctorRun } from './doctor-deps';
import { notApplicable } from './finding';
import type { Check } from './run-checks';

/**
 * The checks of what all endpoints of a construct share.
 *
 * @param all the constructs of the stack: their functions share one quota
 */
export function pipelineChecks(
  pipeline: Pipeline,
  all: readonly Pipeline[],
  { deps, place, version }: DoctorRun,
): readonly Check[] {
  const { construct, intakeQueueUrl, intakeDeadLetterQueueUrl: deadLetterQueueUrl } = pipeline;
  const intake = {
    queueUrl: intakeQueueUrl,
    consumer: pipeline.intakeConsumer,
    functionName: pipeline.publisherFunction,
  };
  const checks: readonly (readonly [string, Check['run']])[] = [
    ['version', () => checkVersion(pipeline.version, version)],
    ['concurrency', () => checkConcurrency(all, deps.functions)],
    ['alarms', () => checkAlarms(pipeline.alarmPrefix, deps.listAlarms)],
    ['event bus', () => checkBus(pipeline, deps.hasEventBus)],
    ['intake queue', () => checkQueue(intake, deps)],
    [
      'intake dead letters',
      () => checkDeadLetters({ kind: 'intake', deadLetterQueueUrl }, deps.openQueue, place),
    ],
    ['spool', () => checkSpool(pipeline.spoolBucket, deps.openArchive, deps.now)],
    ['reconcile queue', () => reconcileQueue(pipeline, deps)],
  ];
  return checks.map(([check, run]) => ({ construct, check, run }));
}

function reconcileQueue(
  { reconcileQueueUrl: queueUrl, reconcileConsumer: consumer, reconcilerFunction: functionName }: Pipeline,
  deps: DoctorRun['deps'],
) {
  if (queueUrl === undefined) return notApplicable('No endpoint reconciles.');
  return checkQueue({ queueUrl, consumer, functionName }, deps);
}
