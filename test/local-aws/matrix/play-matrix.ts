import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { receiveAll } from '../harness/observe/event-tap';
import { reportHarnessChange } from '../harness/change/harness-change';
import { mapConcurrently } from '../harness/send/map-concurrently';
import type { RunningSample } from '../harness/sample/launch-sample';
import { isDeadly } from '../faults/fault';
import { untilIdle } from '../harness/observe/queues';
import { checkRow, type MatrixResult } from './check-row';
import type { AwsRow, MatrixRow, ProviderRow } from './matrix-row';
import type { MatrixWorld } from './matrix-world';
import { playAwsRow } from './play-aws-row';
import { playProviderRow } from './play-provider-row';
import type { PlayedRow } from './played-row';
import { reconcileSince } from '../harness/send/start-pass';
import { everyProvider } from '../harness/sample/every-provider';
import { isPassScenario, loneScenarios } from './scenario';

/** The number of rows that run at the same time. */
const concurrency = 10;

/**
 * The time since when the endpoints are reconciled: before the envelopes of the passes, and after those that the simulators
 * completed days ago. A pass would order one of these that another row has made the archiver give up.
 */
const dayMs = 24 * 60 * 60 * 1_000;

/** The problems of each row, by its name. */
export type MatrixOutcome = ReadonlyMap<string, readonly string[]>;

/** Plays all rows, waits until the queues are empty, and checks each row. */
export async function playMatrix(world: MatrixWorld, rows: readonly MatrixRow[]): Promise<MatrixOutcome> {
  const { sample } = world;
  const played = new Map<string, PlayedRow | Error>();
  const play = async (row: MatrixRow, number: number) => {
    played.set(row.name, await playRow(world, row, number).catch((error: unknown) => error as Error));
    if (played.size % 25 === 0) process.stderr.write(`matrix: ${played.size} of ${rows.length} rows\n`);
  };
  const phases = phasesOf(rows);
  await Promise.all([playPhase(phases.together, concurrency, play), playPhase(phases.lone, 1, play)]);
  await reconcileSince(
    sample,
    everyProvider.map(({ endpoint }) => endpoint),
    new Date(Date.now() - dayMs),
  );
  await playPhase(phases.passes, everyProvider.length, play);
  await playPhase(phases.lonePasses, 1, play);
  await playPhase(phases.firstApi, concurrency, play);
  await playPhase(phases.undescribed, 1, play);
  await playPhase(phases.documentRoute, concurrency, play);
  await playPhase(phases.deadly, concurrency, play);
  await playPhase(phases.failing, 1, play);
  const restore = await loseNotifications(sample);
  await playPhase(phases.sweeps, 1, play);
  await restore();
  await untilIdle(sample.clients, sample.stack, { seconds: 60 });
  const result = { events: await sample.tap.read(), deadLetters: await deadLettersOf(sample) };
  return new Map(
    await Promise.all(
      rows.map(async ({ name }) => [name, await outcomeOf(sample, played.get(name), result)] as const),
    ),
  );
}

function playRow(world: MatrixWorld, row: MatrixRow, number: number): Promise<PlayedRow> {
  return row.kind === 'aws' ? playAwsRow(world, row, number) : playProviderRow(world, row);
}

async function outcomeOf(
  sample: RunningSample,
  played: PlayedRow | Error | undefined,
  result: MatrixResult,
): Promise<readonly string[]> {
  if (played === undefined) return ['it was not played'];
  if (played instanceof Error) return [played.message];
  return checkRow(sample, played, result);
}

interface Phases {
  readonly together: readonly MatrixRow[];
  /** One after the other, at the same time as the others: they have their own endpoint. */
  readonly lone: readonly MatrixRow[];
  readonly passes: readonly MatrixRow[];
  /** One after the other: their calls name no endpoint, or the provider's list fails. */
  readonly lonePasses: readonly MatrixRow[];
  /** Alone: the simulated Documenso is version 1.x for all requests meanwhile. */
  readonly firstApi: readonly MatrixRow[];
  /** One after the other: their requests name no envelope. */
  readonly undescribed: readonly MatrixRow[];
  /** After the rows that need `get-many`: an archiver that knows an instance without it does not ask it for an hour. */
  readonly documentRoute: readonly MatrixRow[];
  /** Separate from rows that count attempts: a publisher that dies also ends the rest of its batch. */
  readonly deadly: readonly MatrixRow[];
  /** One after the other: they need the intake queue for themselves. */
  readonly failing: readonly MatrixRow[];
  /** One after the other: they need the spool for themselves. */
  readonly sweeps: readonly MatrixRow[];
}

function phasesOf(rows: readonly MatrixRow[]): Phases {
  const phaseOf = (row: MatrixRow) => {
    if (row.kind === 'provider') return phaseOfProviderRow(row);
    return phaseOfAwsRow(row);
  };
  const of = (phase: string) => rows.filter((row) => phaseOf(row) === phase);
  return {
    together: of('together'),
    lone: of('lone'),
    passes: of('passes'),
    lonePasses: of('lonePasses'),
    firstApi: of('firstApi'),
    undescribed: of('undescribed'),
    documentRoute: of('documentRoute'),
    deadly: of('deadly'),
    failing: of('failing'),
    sweeps: of('sweeps'),
  };
}

/** In these a call names no endpoint, or a fault could hit another pass. */
const namelessScenarios: ReadonlySet<string> = new Set([
  'unnamed-pass',
  'refused-list-key',
  'pass-put-back',
  'failed-page',
  'import',
  'first-pass',
  'dry-run',
  'second-pass',
  'pass-after-others',
]);

function phaseOfAwsRow({ call: { scenario, stage }, fault }: AwsRow): keyof Phases {
  if (scenario === 'sweep') return 'sweeps';
  if (isPassScenario(scenario)) return namelessScenarios.has(scenario) ? 'lonePasses' : 'passes';
  if (loneScenarios.has(scenario)) return stage === 'publish' ? 'failing' : 'lone';
  return stage === 'publish' && isDeadly(fault) ? 'deadly' : 'together';
}

function phaseOfProviderRow({ call: { route, asOf, inPass } }: ProviderRow): keyof Phases {
  if (inPass) return 'lonePasses';
  if (asOf === '1.x') return 'firstApi';
  if (asOf === '2.0' || asOf === '2.3.1') return 'documentRoute';
  return route === 'openapi' ? 'undescribed' : 'together';
}

async function playPhase(
  rows: readonly MatrixRow[],
  count: number,
  play: (row: MatrixRow, number: number) => Promise<void>,
): Promise<void> {
  const numbered = rows.map((row, number) => ({ row, number }));
  await mapConcurrently(numbered, count, ({ row, number }) => play(row, number));
}

/** Switches the spool's notifications off, and returns a function that restores them. */
async function loseNotifications({ clients, stack }: RunningSample): Promise<() => Promise<void>> {
  const Bucket = stack.spoolBucket;
  const { QueueConfigurations } = await clients.s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket }),
  );
  const set = async (NotificationConfiguration: object) => {
    await clients.s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }),
    );
  };
  reportHarnessChange('the notifications of the spool are lost');
  await set({});
  return () => set({ QueueConfigurations });
}

async function deadLettersOf({ clients, stack }: RunningSample): Promise<readonly string[]> {
  const found: string[] = [];
  for (const url of stack.queueUrls.filter((one) => one.includes('DeadLetter'))) {
    found.push(...(await receiveAll(clients, url)));
  }
  return found;
}
