declare const meant: unique symbol;

/** The JSON of a value of that type. Only `jsonText` makes one, so the type of the value is not lost with its text. */
export type JsonText<Value> = string & { readonly [meant]: Value };

/** Writes a value as JSON. */
export function jsonText<Value>(value: Value): JsonText<Value> {
  return JSON.stringify(value) as JsonText<Value>;
}
