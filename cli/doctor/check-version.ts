import { failed, ok, unknown, type Result } from './finding';

/** Compares the version that deployed the stack with that of the command. */
export function checkVersion(stack: string | undefined, command: string): Result {
  if (stack === undefined) {
    return unknown(
      `An earlier version deployed the stack: its outputs name no version. This command has version ${command}.`,
      'Deploy the stack with this version.',
    );
  }
  if (stack === command) return ok(`The stack and this command have version ${command}.`);
  return failed(
    `The stack has version ${stack}, this command has version ${command}.`,
    'Run the command of the version that deployed the stack, or deploy the stack with this version.',
  );
}
