import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { receiveAndDelete } from '../harness/observe/event-tap';
import { reportHarnessChange } from '../harness/change/harness-change';
import { mapConcurrently } from '../harness/send/map-concurrently';
import type { RunningSample } from '../harness/sample/launch-sample';
import { untilIdle } from '../harness/observe/queues';
import { checkRow, type MatrixResult } from './check-row';
import type { MatrixRow, ProviderRow } from './matrix-row';
import type { MatrixWorld } from './matrix-world';
import { playAwsRow } from './play-aws-row';
import { playProviderRow } from './play-provider-row';
import type { PlayedRow } from './played-row';
import { loneScenarios } from './scenario';

/** Rows that are on their way at any moment. */
const lanes = 10;

/** What was wrong with each row, by its name; nothing where all is as it says. */
export type MatrixOutcome = ReadonlyMap<string, readonly string[]>;

/** Plays all rows, waits until everything has come to rest, and looks at what came of them. */
export async function playMatrix(world: MatrixWorld, rows: readonly MatrixRow[]): Promise<MatrixOutcome> {
  const { sample } = world;
  const played = new Map<string, PlayedRow | Error>();
  const play = async (row: MatrixRow, number: number) => {
    played.set(row.name, await playRow(world, row, number).catch((error: unknown) => error as Error));
    if (played.size % 25 === 0) process.stderr.write(`matrix: ${played.size} of ${rows.length} rows\n`);
  };
  const phases = phasesOf(rows);
  await Promise.all([playPhase(phases.together, lanes, play), playPhase(phases.lone, 1, play)]);
  await playPhase(phases.firstApi, lanes, play);
  await playPhase(phases.undescribed, 1, play);
  await playPhase(phases.deadly, lanes, play);
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
  /** One after the other, beside all else: they have an endpoint of their own. */
  readonly lone: readonly MatrixRow[];
  /** An instance of Documenso that says to be 1.x says so to all who ask. */
  readonly firstApi: readonly MatrixRow[];
  /** One after the other: what they ask for names no envelope. */
  readonly undescribed: readonly MatrixRow[];
  /** A publisher that dies takes a batch of ten with it: these may disturb each other, but not those that count tries. */
  readonly deadly: readonly MatrixRow[];
  /** Alone with the intake queue. */
  readonly failing: readonly MatrixRow[];
  /** Alone with the spool. */
  readonly sweeps: readonly MatrixRow[];
}

function phasesOf(rows: readonly MatrixRow[]): Phases {
  const phaseOf = (row: MatrixRow) => {
    if (row.kind === 'provider') return phaseOfProviderRow(row);
    const { scenario, stage } = row.call;
    if (scenario === 'sweep') return 'sweeps';
    if (loneScenarios.has(scenario)) return stage === 'publish' ? 'failing' : 'lone';
    return stage === 'publish' && row.fault.startsWith('die-') ? 'deadly' : 'together';
  };
  const of = (phase: string) => rows.filter((row) => phaseOf(row) === phase);
  return {
    together: of('together'),
    lone: of('lone'),
    firstApi: of('firstApi'),
    undescribed: of('undescribed'),
    deadly: of('deadly'),
    failing: of('failing'),
    sweeps: of('sweeps'),
  };
}

function phaseOfProviderRow({ call: { route, asOf } }: ProviderRow): keyof Phases {
  if (asOf === '1.x') return 'firstApi';
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

/** Lets S3 tell nobody of what comes into the spool, and gives what lets it tell again. */
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
    for (;;) {
      const some = await receiveAndDelete(clients, url);
      if (some.length === 0) break;
      found.push(...some);
    }
  }
  return found;
}
