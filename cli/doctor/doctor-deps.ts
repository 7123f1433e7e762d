import type { ReadOutputs } from '../stack/outputs';
import type { OpenArchive } from '../stack/archive-objects';
import type { CommandOptions } from '../terminal/command-line';
import type { PollLimits } from '../poll';
import type { AskDeps } from './ask-archiver';
import type { PostNothing } from '../stack/post-nothing';
import type { ListAlarms } from './check-alarms';
import type { HasEventBus } from './check-bus';
import type { FunctionInspector } from './consumer-state';
import type { SecretInspector } from './secret-inspector';

/** What the checks look at. Nothing of it changes anything, except one message to each archive queue. */
export interface DoctorDeps extends AskDeps {
  readonly readOutputs: ReadOutputs;
  readonly secrets: SecretInspector;
  readonly functions: FunctionInspector;
  readonly openArchive: OpenArchive;
  readonly listAlarms: ListAlarms;
  readonly hasEventBus: HasEventBus;
  readonly postNothing: PostNothing;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
}

/** What all checks of one run share. */
export interface DoctorRun {
  readonly deps: DoctorDeps;
  /** The options that name the stack in a command to paste. */
  readonly place: CommandOptions;
  /** The version of the command. */
  readonly version: string;
  /** How long to wait for the archivers. */
  readonly limits: PollLimits;
}
