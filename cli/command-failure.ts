/** The command cannot do what was asked. Its message is all that the user sees: it says why, and what to do. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
