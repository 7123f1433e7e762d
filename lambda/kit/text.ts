/** The beginning of a text: at most `longest` UTF-16 units, never ending with half a character. */
export function clipText(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
}

/**
 * The bytes of a text in standard base64 with its padding; `undefined` for any other text.
 *
 * Node's own decoder skips what it does not know, so that many texts mean the same bytes: here only one does.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
