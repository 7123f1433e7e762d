const newlines = '\n\r';
const delimiters = '()<>[]{}/%';
const isSpace = lookupTable('\0\t\n\f\r ');
const isDelimiter = lookupTable(delimiters);
const isHexadecimal = lookupTable('0123456789abcdefABCDEF\0\t\n\f\r ');
const isNumeral = lookupTable('0123456789+-.');

/** A token of a page's content. */
export interface ContentToken {
  /**
   * - `word`: an operator, or what stands in its place.
   * - `operand`: a number, name, string or constant.
   * - `open`, `close`: a bracket of an array or dictionary.
   * - `image`: the samples of an inline image, with the operators around them. Readers look for their end in different ways.
   * - `broken`: a token that has no end, or has no meaning.
   */
  readonly kind: 'word' | 'operand' | 'open' | 'close' | 'comment' | 'image' | 'broken';
  /** The characters of a word or bracket. */
  readonly text: string;
  readonly start: number;
  /** The offset after the token. */
  readonly end: number;
}

/** Yields the tokens of a page's content. */
export function* contentTokens(content: Buffer): Generator<ContentToken, void> {
  let at = 0;
  while (at < content.length) {
    while (isSpace[content[at] ?? 0x30]) at++;
    if (at >= content.length) return;
    const token = isDelimiter[content[at] ?? 0] ? delimitedAt(content, at) : wordAt(content, at);
    yield token;
    at = token.end;
  }
}

const constants = new Set(['true', 'false', 'null']);

/** No operator and no constant has more characters. */
const maxWordLength = 5;

function wordAt(content: Buffer, start: number): ContentToken {
  const end = wordEnd(content, start);
  if (isNumber(content, start, end)) return { kind: 'operand', text: '', start, end };
  if (end - start > maxWordLength) return { kind: 'broken', text: '', start, end };
  const text = content.toString('latin1', start, end);
  if (text === 'ID') return imageAt(content, start, end);
  return constants.has(text) ? { kind: 'operand', text, start, end } : { kind: 'word', text, start, end };
}

/** Whether it is a number as the standard writes one. Readers differ in what they make of others, such as `1e5`. */
function isNumber(content: Buffer, start: number, end: number): boolean {
  let [digits, points] = [0, 0];
  for (let at = start; at < end; at++) {
    const byte = content[at] ?? 0;
    if (!isNumeral[byte]) return false;
    if (byte === 0x2e) points++;
    else if (byte >= 0x30) digits++;
    else if (at > start) return false;
  }
  return digits > 0 && points <= 1;
}

function delimitedAt(content: Buffer, start: number): ContentToken {
  switch (content.toString('latin1', start, start + 1)) {
    case '(':
      return stringAt(content, start);
    case '/':
      return { kind: 'operand', text: '', start, end: wordEnd(content, start + 1) };
    case '%':
      return { kind: 'comment', text: '', start, end: commentEnd(content, start) };
    default:
      return bracketAt(content, start);
  }
}

function bracketAt(content: Buffer, start: number): ContentToken {
  const pair = content.toString('latin1', start, start + 2);
  const text = pair === '<<' || pair === '>>' ? pair : pair.charAt(0);
  if (text === '<') return hexStringAt(content, start);
  return { kind: bracketKinds[text] ?? 'broken', text, start, end: start + text.length };
}

const bracketKinds: Readonly<Record<string, 'open' | 'close'>> = {
  '[': 'open',
  '<<': 'open',
  ']': 'close',
  '>>': 'close',
};

function hexStringAt(content: Buffer, start: number): ContentToken {
  let at = start + 1;
  while (isHexadecimal[content[at] ?? 0x3e]) at++;
  if (content[at] === 0x3e) return { kind: 'operand', text: '', start, end: at + 1 };
  const end = content.indexOf('>', at);
  return end < 0 ? brokenAt(content, start) : { kind: 'broken', text: '', start, end: end + 1 };
}

function stringAt(content: Buffer, start: number): ContentToken {
  let depth = 0;
  for (let at = start; at < content.length; at++) {
    const byte = content[at];
    if (byte === 0x5c) at++;
    else if (byte === 0x28) depth++;
    else if (byte === 0x29 && --depth === 0) return { kind: 'operand', text: '', start, end: at + 1 };
  }
  return brokenAt(content, start);
}

/** A token without an end takes the rest of the content. */
function brokenAt(content: Buffer, start: number): ContentToken {
  return { kind: 'broken', text: '', start, end: content.length };
}

function commentEnd(content: Buffer, start: number): number {
  let at = start;
  while (at < content.length && !newlines.includes(String.fromCharCode(content[at] ?? 0))) at++;
  return at;
}

/** The samples may be any bytes; they end at an `EI` that stands alone. */
function imageAt(content: Buffer, start: number, samples: number): ContentToken {
  for (let at = content.indexOf('EI', samples); at >= 0; at = content.indexOf('EI', at + 1)) {
    const [before, next] = [content[at - 1] ?? 0, content[at + 2] ?? 0x20];
    if (isSpace[before] && (isSpace[next] || isDelimiter[next])) {
      return { kind: 'image', text: '', start, end: at + 2 };
    }
  }
  return { kind: 'image', text: '', start, end: content.length };
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
