/** An unexpected result of the demo. The message says what was expected. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';
}

/** Throws `ExpectationFailed` unless both are the same. */
export function expectSame<Value>(what: string, actual: Value, expected: Value): void {
  const [actualText, expectedText] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (actualText !== expectedText)
    throw new ExpectationFailed(`${what}: got ${actualText} instead of ${expectedText}`);
}
