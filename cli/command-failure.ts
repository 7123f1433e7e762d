/** A command cannot do what it was asked: the message says why and what to do, and is all that its user sees. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
