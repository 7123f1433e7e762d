import { eventsAbout, untilArchived } from '../harness/observe/envelope-events';
import { waitFor } from '../harness/observe/wait-for';
import { isDeadly } from '../faults/fault';
import type { ArmedFault } from '../faults/fault-layer';
import { hasFired } from './arm-row';
import { everyProvider } from '../harness/sample/every-provider';
import type { AwsRow } from './matrix-row';
import { loneEndpoint, type MatrixWorld } from './matrix-world';
import type { PlayedRow, Promised } from './played-row';
import { completedEnvelope, missedEnvelope, type RowEnvelope } from './row-envelope';
import { duplicateScenarios, incompleteScenarios, isPassScenario, loneScenarios } from './scenario';
import { scenarios } from './play-scenario';

/** The longest time without progress until a row has ended. */
const timeoutSeconds = 150;

/** Plays a row and switches its fault off. `checkRow` checks the result later. */
export async function playAwsRow(world: MatrixWorld, row: AwsRow, number: number): Promise<PlayedRow> {
  const isFound = isPassScenario(row.call.scenario);
  const endpoint = endpointOf(row, number);
  const one = await (isFound ? missedEnvelope(world, endpoint) : completedEnvelope(world, endpoint));
  const { armed, statuses } = await scenarios[row.call.scenario](world, row, one);
  const promised = promisedBy(row);
  const duplicates = duplicateScenarios.has(row.call.scenario) ? 1 : 0;
  try {
    await untilPlayed(world, row, one, armed);
    return { ...one, promised, isFound, duplicates, problems: answerProblems(row, statuses) };
  } finally {
    armed.disarm();
  }
}

async function untilPlayed(
  { sample }: MatrixWorld,
  row: AwsRow,
  { envelope }: RowEnvelope,
  armed: ArmedFault,
): Promise<void> {
  await waitFor(() => hasFired(row, armed), {
    what: 'the fault to fire',
    seconds: timeoutSeconds,
    everyMs: 250,
  });
  if (promisedBy(row) === 'archived') await untilArchived(sample, envelope.id, timeoutSeconds);
  else await untilGivenUp(sample, envelope.id);
}

function promisedBy({ call: { scenario } }: AwsRow): Promised {
  if (incompleteScenarios.has(scenario)) return 'incomplete';
  return scenario === 'given-up' ? 'given-up' : 'archived';
}

async function untilGivenUp(sample: MatrixWorld['sample'], envelopeId: string): Promise<void> {
  await sample.tap.until((events) => eventsAbout(events, envelopeId, 'envelope.archive-failed').length > 0, {
    what: 'envelope.archive-failed',
    seconds: timeoutSeconds,
  });
}

/** Chooses the endpoint: some scenarios need a certain one, the others use all providers in turn. */
function endpointOf({ call: { scenario, what } }: AwsRow, number: number): string {
  if (loneScenarios.has(scenario)) return loneEndpoint.endpoint;
  if (what.includes('portfolio')) return 'sign-plus';
  // The other providers' lists show where the record of a completion is.
  if (scenario === 'pass-after-others') return 'iinked-sign';
  if (what === 'the record of a completion') return 'documenso';
  if (scenario === 'awaiting-files') return 'documenso';
  if (incompleteScenarios.has(scenario)) return 'iinked-sign';
  return everyProvider[number % everyProvider.length]!.endpoint;
}

function answerProblems(row: AwsRow, statuses: readonly number[]): readonly string[] {
  const expected = row.call.stage === 'verify' ? refusals(row) : [];
  if (expected.length === 0 || statuses.some((status) => expected.includes(status))) return [];
  return [`the answers were ${statuses.join(', ')}: no ${expected.join(' or ')}`];
}

/**
 * The statuses of which one must come, since the webhook is stored nowhere: the verifier dies (or, on a busy machine, runs
 * out of time just before), or it cannot store. One failed read of a secret is not enough: a cold verifier reads twice.
 */
function refusals({ call, fault, everyAttempt }: AwsRow): readonly number[] {
  if (isDeadly(fault)) return [502, 503];
  return call.operation === 'PutObject' && (everyAttempt || fault === 'hang') ? [503] : [];
}
