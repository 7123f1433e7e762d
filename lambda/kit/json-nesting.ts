/**
 * How deep JSON of strangers may be nested. Nothing is known to send a tenth of it; `JSON.stringify` and every walk that
 * calls itself end in a RangeError some thousand levels below, and each level costs its parser a hundred bytes.
 */
export const deepestNesting = 1_000;

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map((sign) =>
  sign.charCodeAt(0),
);

/** Whether the bytes, if they are JSON, are nested no deeper than `deepestNesting`. Looks at each byte once, and keeps nothing. */
export function isNestedShallow(json: Uint8Array): boolean {
  let depth = 0;
  // A mutant that lives, for it does the same: with `<=` the byte behind the last is looked at, which is none and no sign.
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === quote) at = endOfString(json, at);
    else if (sign === openBrace || sign === openBracket) depth++;
    else if (sign === closeBrace || sign === closeBracket) depth--;
    if (depth > deepestNesting) return false;
  }
  return true;
}

/** Where the string ends that begins here: at its closing quote, or with the bytes. */
function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1;
  // The same here: `<=` goes one byte further behind the last, where nothing is.
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1;
  return at;
}
