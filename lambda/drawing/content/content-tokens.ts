const newlines = '\n\r';
const delimiters = '()<>[]{}/%';
const isSpace = lookupTable('\0\t\n\f\r ');
const isDelimiter = lookupTable(delimiters);
const isBracket = lookupTable('[]');

/** The prefix of a token that would terminate an open string or image. */
export const unterminated = '\n';

const maxOperatorLength = 3;

/**
 * Yields the operators and brackets of a page's content. At its end, yields what would terminate an open string or
 * image. Names, comments, strings and image samples are skipped.
 */
export function* contentTokens(content: Buffer): Generator<string, void> {
  let at = 0;
  while (at < content.length) {
    while (isSpace[content[at] ?? 0x30]) at++;
    if (at >= content.length) return;
    const { token, next } = isDelimiter[content[at] ?? 0] ? delimitedAt(content, at) : wordAt(content, at);
    if (token) yield token;
    at = next;
  }
}

interface Token {
  readonly token: string;
  /** The offset after the token. */
  readonly next: number;
}

function wordAt(content: Buffer, at: number): Token {
  const end = wordEnd(content, at);
  const word = end - at > maxOperatorLength ? '' : content.toString('latin1', at, end);
  if (word !== 'ID') return { token: word, next: end };
  const next = imageEnd(content, end);
  return next < 0 ? { token: `${unterminated}EI`, next: content.length } : { token: '', next };
}

/** Skips a string, name or comment. An unterminated string yields its terminator. */
function delimitedAt(content: Buffer, at: number): Token {
  const byte = content[at] ?? 0;
  switch (byte) {
    case 0x28: // (
      return stringAt(content, at);
    case 0x3c: // <
      return content[at + 1] === 0x3c ? { token: '', next: at + 2 } : hexStringAt(content, at);
    case 0x2f: // /
      return { token: '', next: wordEnd(content, at + 1) };
    case 0x25: // %
      return { token: '', next: commentEnd(content, at) };
    default:
      return { token: isBracket[byte] ? String.fromCharCode(byte) : '', next: at + 1 };
  }
}

function hexStringAt(content: Buffer, start: number): Token {
  const end = content.indexOf('>', start);
  return end < 0 ? { token: `${unterminated}>`, next: content.length } : { token: '', next: end + 1 };
}

function stringAt(content: Buffer, start: number): Token {
  let depth = 0;
  for (let at = start; at < content.length; at++) {
    const byte = content[at];
    if (byte === 0x5c) at++;
    else if (byte === 0x28) depth++;
    else if (byte === 0x29 && --depth === 0) return { token: '', next: at + 1 };
  }
  return { token: unterminated + ')'.repeat(depth), next: content.length };
}

function commentEnd(content: Buffer, start: number): number {
  let at = start;
  while (at < content.length && !newlines.includes(String.fromCharCode(content[at] ?? 0))) at++;
  return at;
}

/**
 * Finds the end of an inline image; -1 if it is missing. The samples may be any bytes; they end at an `EI` that stands
 * alone.
 */
function imageEnd(content: Buffer, start: number): number {
  for (let at = content.indexOf('EI', start); at >= 0; at = content.indexOf('EI', at + 1)) {
    const [before, next] = [content[at - 1] ?? 0, content[at + 2] ?? 0x20];
    if (isSpace[before] && (isSpace[next] || isDelimiter[next])) return at + 2;
  }
  return -1;
}

function wordEnd(content: Buffer, start: number): number {
  let at = start;
  while (at < content.length && !isSpace[content[at] ?? 0] && !isDelimiter[content[at] ?? 0]) at++;
  return at;
}

function lookupTable(characters: string): Uint8Array {
  const marked = new Uint8Array(256);
  for (const character of characters) marked[character.charCodeAt(0)] = 1;
  return marked;
}
