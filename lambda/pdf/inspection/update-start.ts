/** The beginning of an incremental update that was cut off before its first object was complete. */
const objectStart = /^[1-9]\d{0,9}(?:[\s\0]+(?:\d{1,5}(?:[\s\0]+(?:o|ob|obj[^]*)?)?)?)?$/;
const keywords = ['xref', 'trailer', 'startxref'];

/**
 * Whether the first characters behind an `%%EOF` are the start of a later update. Other numbers are not, such as a date or
 * `0`, with which HTTP ends a body in chunks.
 *
 * @param text the first characters that are neither white space nor in a comment, as Latin-1
 */
export function isUpdateStart(text: string): boolean {
  if (text === '') return false;
  return objectStart.test(text) || keywords.some((keyword) => startsAlike(text, keyword));
}

function startsAlike(text: string, keyword: string): boolean {
  if (text.length < keyword.length) return keyword.startsWith(text);
  return text.startsWith(keyword) && !/^[a-z]/i.test(text.slice(keyword.length));
}

/** Characters before `obj` in which its two numbers stand. */
const maxNumbersLength = 40;

/** Whether a piece of a file has the beginning of an object, such as `12 0 obj`. */
export function hasObject(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('obj'); at >= 0; at = bytes.indexOf('obj', at + 1)) {
    const before = bytes.toString('latin1', Math.max(0, at - maxNumbersLength), at);
    if (/\d[\s\0]{1,9}\d{1,5}[\s\0]{1,9}$/.test(before)) return true;
  }
  return false;
}
