import { failed, ok, unknown, type Result } from './finding';

/** An alarm of CloudWatch. */
export interface AlarmState {
  readonly name: string;
  readonly state: string;
  /** The meaning, and where to read what to do. */
  readonly description: string;
}

/** Lists the alarms whose name has this beginning. Throws `CommandFailure`. */
export type ListAlarms = (prefix: string) => Promise<readonly AlarmState[]>;

/** Checks whether an alarm of the construct is raised. */
export async function checkAlarms(prefix: string | undefined, listAlarms: ListAlarms): Promise<Result> {
  if (prefix === undefined) {
    return unknown(
      'An earlier version deployed the stack: its outputs do not name the alarms.',
      'Deploy the stack with this version.',
    );
  }
  const alarms = await listAlarms(prefix);
  if (alarms.length === 0) {
    return unknown(
      `No alarm has a name that begins with ${prefix}. Somebody has deleted or renamed them.`,
      'Deploy the stack again.',
    );
  }
  const raised = alarms.filter(({ state }) => state === 'ALARM');
  if (raised.length === 0) return ok(`None of ${alarms.length} is raised.`);
  return failed(
    `${raised.length} of ${alarms.length} ${raised.length === 1 ? 'is' : 'are'} raised: ${raised.map(({ name }) => name).join(', ')}.`,
    raised.map(({ description }) => description).join(' '),
  );
}
