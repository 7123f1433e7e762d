/**
 * What was given is not a signing event of this contract. It names the field, and never its value.
 *
 * In a package that has both CommonJS and ESM, compare `name`: each of the two has a class of its own.
 */
export class SigningEventUnreadable extends Error {
  override readonly name: 'SigningEventUnreadable' = 'SigningEventUnreadable';

  constructor(
    /** The path of the field, such as `archive.files[2].sha256`. Empty if what was given is no event at all. */
    readonly field: string,
    /** What is wrong with it, such as `is missing`. */
    readonly problem: string,
  ) {
    super(`The signing event is not readable: ${field || 'it'} ${problem}.`);
  }
}
