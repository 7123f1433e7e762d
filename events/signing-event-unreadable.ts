/**
 * What was given is not a signing event of this contract. The error names the field, and never has its value.
 *
 * To recognize it, compare `name`: the package's CommonJS and its ESM each have a class of their own.
 */
export class SigningEventUnreadable extends Error {
  override readonly name = 'SigningEventUnreadable';

  /**
   * Makes the error.
   *
   * @param field The path of the field, such as `archive.files[2].sha256`. Empty if what was given is no event at all.
   * @param problem What is wrong with the field, such as `is missing`.
   */
  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(`The signing event is not readable: ${field || 'it'} ${problem}.`);
  }
}
