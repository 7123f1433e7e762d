/** The beginning of a text: at most `maxLength` UTF-16 units. It never ends within a surrogate pair. */
export function clipText(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, '');
}

/**
 * The bytes of a text in standard base64 with padding; `undefined` for any other text.
 *
 * Node's decoder skips unknown characters, so many texts decode to the same bytes. Here exactly one text does.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** Returns the bytes of a text in hex, in lower or upper case; `undefined` for any other text. */
export function decodeHex(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'hex');
  return bytes.toString('hex') === text.toLowerCase() ? bytes : undefined;
}
