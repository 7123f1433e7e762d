/** The demo saw something else than it should have: its message says what. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';
}

/** Throws `ExpectationFailed` unless both are the same. */
export function expectSame<Value>(what: string, got: Value, wanted: Value): void {
  const [gotText, wantedText] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (gotText !== wantedText) throw new ExpectationFailed(`${what}: got ${gotText} instead of ${wantedText}`);
}
