import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { defined } from '../../lambda/kit/defined';
import { CommandFailure } from '../command-failure';
import type { Stopwatch } from '../poll';
import type { OpenQueue } from '../queues/queue';
import type { Archive } from '../replay/past-events';
import { chooseConsumer, type ChosenConsumer } from '../replay/choose-consumer';
import type { InvokeFunction, PutEvent } from '../replay/consumer';
import { envelopeIds } from '../replay/envelope-ids';
import { listPast } from '../replay/list-past';
import { Pace } from '../replay/pace';
import type { PastObject } from '../replay/past-object';
import { replayPast, type ReplayRun } from '../replay/replay-past';
import { replayPlan, type ReplayPlan, type ReplaySelection } from '../replay/replay-plan';
import { ReplayCounts } from '../replay/replay-report';
import type { OpenArchive } from '../stack/archive-objects';
import type { ReadOutputs } from '../stack/outputs';
import type { Session } from '../stack/session';
import { readWholeStack, selectPipelines, type StackSelection } from '../stack/stack';
import { commandLine } from '../terminal/command-line';
import type { Confirm } from '../terminal/confirm';
import type { OnInterrupt } from '../terminal/on-interrupt';
import { jsonLines, reportProblems, type Output } from '../terminal/output';
import { endedOnFailure, type Progress, type StartProgress } from '../terminal/progress';
import { formatReplay, replayProblems } from './format-replay';
import { timeOption } from './time-option';

/** The dependencies of `replay`. */
export interface ReplayDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly openArchive: OpenArchive;
  readonly openQueue: OpenQueue;
  readonly invokeFunction: InvokeFunction;
  readonly putReplayedEvent: PutEvent;
  readonly confirm: Confirm;
  readonly startProgress: StartProgress;
  readonly onInterrupt: OnInterrupt;
  readonly watch: Stopwatch;
  readonly serverNow: () => number;
}

/** The arguments of `replay`. */
export interface ReplayOptions extends StackSelection, Session, ReplaySelection {
  /** The queue or function that gets the events. */
  readonly to?: string | undefined;
  /** Whether the bus gets them: all rules that match. */
  readonly toBus: boolean;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** The key of the last object that was replayed before. */
  readonly after?: string | undefined;
  /** Events in a second. */
  readonly rate: number;
  /** The number of messages in the consumer's queue above which the replay pauses. */
  readonly maxWaiting: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * Hands the past to one consumer: the recorded webhooks, read by today's reader, and the archived bundles. Nothing is archived by it.
 * Returns the exit code: 1 if an object is not what its key says. Throws `CommandFailure` if an event is not taken.
 */
export async function replay(options: ReplayOptions, deps: ReplayDeps): Promise<0 | 1> {
  const all = await readWholeStack(options.stack, deps.readOutputs);
  const plan = replayPlan(selectPipelines(all, options.construct), options);
  const consumer = options.dryRun ? undefined : chooseConsumer(plan, all, options, deps);
  const archive = { ...deps.openArchive(plan.archiveBucket), bucketName: plan.archiveBucket };
  const past = pastTime(options, deps.serverNow());
  const { objects, ids } = await selectPast(archive, plan, options, past);
  if (consumer && !(await confirmed(objects.length, plan, options, deps))) return 1;
  const counts = new ReplayCounts();
  const run = { archive, counts, isAsked: isAsked(options, ids), watch: deps.watch };
  const handOn = consumer && handingOn(consumer, options, deps);
  const goOnOptions = { ...options, until: new Date(past.until).toISOString() };
  await follow(objects, defined({ ...run, handOn }), goOnOptions, deps);
  deps.print(options.json ? jsonLines(counts) : formatReplay(counts, options.dryRun));
  return reportProblems(replayProblems(counts), deps.warn);
}

function handingOn({ consumer, queues }: ChosenConsumer, { rate }: ReplayOptions, deps: ReplayDeps) {
  const pace = new Pace({ perSecond: rate, queues }, deps.watch, deps.warn);
  return { consumer, pace, replayedAt: new Date(deps.serverNow()).toISOString() };
}

/** What comes in while the past is replayed is no past: the consumer gets it from its rule. So is what comes before it goes on. */
function pastTime({ since, until }: ReplayOptions, now: number) {
  return {
    since: since === undefined ? 0 : timeOption('--since', since).getTime(),
    until: until === undefined ? now : timeOption('--until', until).getTime(),
  };
}

async function selectPast(
  archive: Archive,
  { endpoints, kinds }: ReplayPlan,
  { envelope, after }: ReplayOptions,
  past: ReturnType<typeof pastTime>,
): Promise<{ readonly objects: readonly PastObject[]; readonly ids: readonly string[] | undefined }> {
  const ids = envelope === undefined ? undefined : await envelopeIds(archive, endpoints, envelope);
  const ofEnvelope = await listPast(archive, { endpoints, kinds, ...past, envelopeIds: ids });
  // The records of an envelope without a bundle may lie below an older id that nothing but they themselves names.
  const isHidden = ids !== undefined && ofEnvelope.length === 0;
  const all = isHidden ? await listPast(archive, { endpoints, kinds, ...past }) : ofEnvelope;
  if (after === undefined) return { objects: all, ids };
  const index = all.findIndex(({ key }) => key === after);
  if (index >= 0) return { objects: all.slice(index + 1), ids };
  throw new CommandFailure(
    `--after is "${after}", which is none of the ${all.length} objects. Give the key that the earlier replay named, and its other options.`,
  );
}

/** Whether the operator asks for an event. A folder may have the id of another envelope, so the event itself decides. */
function isAsked({ types }: ReplayOptions, ids: readonly string[] | undefined) {
  return ({ type, envelope }: SigningEvent): boolean => {
    const isOfEnvelope =
      ids === undefined ||
      [envelope?.id, envelope?.legacyId].some((id) => id !== undefined && ids.includes(id));
    return isOfEnvelope && (types?.includes(type) ?? true);
  };
}

async function confirmed(
  objects: number,
  { eventBusArn }: ReplayPlan,
  { toBus }: ReplayOptions,
  { confirm }: ReplayDeps,
): Promise<boolean> {
  if (!toBus) return true;
  return confirm(
    `Put the events of ${objects} objects on the bus ${eventBusArn} again? Every rule that asks for replays gets them, and each rule of yours without a condition for replayedAt.`,
  );
}

/** Shows how far the replay is and, whatever ends it, how to go on. */
async function follow(
  objects: readonly PastObject[],
  run: Omit<ReplayRun, 'onDone'>,
  options: ReplayOptions,
  { startProgress, onInterrupt, warn }: ReplayDeps,
): Promise<void> {
  const doing = options.dryRun ? 'Reading the past' : 'Replaying the past';
  const progress: Progress = await startProgress(objects.length, doing);
  let last = options.after;
  const goOn = () => {
    const upTo = last === undefined ? 'Nothing was replayed' : `Replayed up to ${last}`;
    if (!options.dryRun) warn(`${upTo}. To go on: \`${again(options, last)}\`.`);
  };
  const onDone = (key: string, count: number) => {
    last = key;
    if (count % shownEvery === 0) progress.show(count, `${doing}, up to ${key}`);
  };
  const endInterrupts = onInterrupt(goOn);
  try {
    await endedOnFailure(progress, () => replayPast(objects, { ...run, onDone }));
    progress.end('Done');
  } catch (error) {
    goOn();
    throw error;
  } finally {
    endInterrupts();
  }
}

/** A replay of five events in a second says every twenty seconds where it is. */
const shownEvery = 100;

/** Returns the command that goes on after an object, or begins again. It has the same past: what came since then is live. */
function again(options: ReplayOptions, after: string | undefined): string {
  const { stack, region, profile, construct, endpoint, envelope, since, until, to, toBus } = options;
  const selection = { stack, region, profile, construct, endpoint, envelope, since, until };
  const speed = { rate: String(options.rate), 'max-waiting': String(options.maxWaiting) };
  const line = commandLine('replay', defined({ ...selection, to, 'to-bus': toBus, ...speed, after }));
  return [line, ...(options.types ?? []).map((type) => `--type ${type}`)].join(' ');
}
