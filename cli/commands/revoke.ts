import { CommandFailure } from '../command-failure';
import type { ReadSecret } from './endpoint-address';
import {
  selectPipelines,
  selectEndpoint,
  readWholeStack,
  type ReadOutputs,
  type StackSelection,
} from '../stack/stack';
import { revocation, type Revocation } from './revocation';
import type { RenewFunction, SecretVersioning } from '../stack/secret-stages';

/** Asks a person whether to go on. Throws `CommandFailure` where nobody can be asked. */
export type Confirm = (question: string) => Promise<boolean>;

/** What the command needs from outside. */
export interface RevokeContext {
  readonly readOutputs: ReadOutputs;
  readonly readSecret: ReadSecret;
  readonly versioning: SecretVersioning;
  readonly renewFunction: RenewFunction;
  readonly confirm: Confirm;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** What the command was asked. */
export interface RevokeOptions extends StackSelection {
  readonly endpoint: string;
  /** The key to the provider's API, instead of what proves webhooks. */
  readonly apiKey: boolean;
}

/**
 * Makes the previous value of a secret count no more at once, also where functions have cached it. Returns the exit code.
 * May be run again after it failed at any point.
 */
export async function revoke(options: RevokeOptions, context: RevokeContext): Promise<0 | 1> {
  const { print, warn, confirm, versioning, renewFunction } = context;
  const pipelines = await readWholeStack(options.stack, context.readOutputs);
  const operated = selectEndpoint(selectPipelines(pipelines, options.construct), options.endpoint);
  const target = revocation(pipelines, operated, options.apiKey);
  await requireCurrentValue(target, context.readSecret);
  const { previous } = await versioning.stages(target.secretArn);
  if (previous === undefined) {
    warn(
      `The ${target.what} has no previous value. If it is the current one that leaked, it goes on counting: put a new one in first (docs/runbook.md, "A webhook secret has leaked").`,
    );
  }
  const question = `The previous value of the ${target.what} will count no more: whoever still uses it is refused, the provider too. Is the new one registered there?`;
  if (!(await confirm(question))) {
    warn('Nothing was changed.');
    return 1;
  }
  // In this order: what starts anew must find nothing to cache but the current value.
  if (previous !== undefined) await dropPrevious(target, previous, versioning);
  for (const name of target.functions) {
    warn(`Has ${name} forget what it knows …`);
    await renewFunction(name);
  }
  print(`Revoked: of the ${target.what} only the current value counts now.${afterwards(options.apiKey)}\n`);
  return 0;
}

/** The value itself is looked at for nothing but whether it counts. */
async function requireCurrentValue(
  { what, secretArn, minimumLength }: Revocation,
  readSecret: ReadSecret,
): Promise<void> {
  const reading = await readSecret(secretArn);
  const problem = 'problem' in reading ? reading.problem : fault(reading.value, minimumLength);
  if (problem === undefined) return;
  throw new CommandFailure(
    `The ${what} has no current value to go on with: ${secretArn} ${problem}. Nothing was changed: put one in first, or nothing would be taken any more.`,
  );
}

function fault(value: string, minimumLength: number): string | undefined {
  if (value.trim() !== value) return 'has white space at an end, and counts for nothing';
  return value.length < minimumLength ? 'is too short, and counts for nothing' : undefined;
}

async function dropPrevious(
  { secretArn, what }: Revocation,
  versionId: string,
  versioning: SecretVersioning,
): Promise<void> {
  await versioning.dropPrevious(secretArn, versionId);
  const { previous } = await versioning.stages(secretArn);
  if (previous === undefined) return;
  throw new CommandFailure(
    `The ${what} has a previous value again: it was changed at the same time. Run it again.`,
  );
}

function afterwards(apiKey: boolean): string {
  return apiKey
    ? ' A download that is under way may end with the old one: revoke it at the provider too.'
    : '';
}
