/** How a page's content leaves the graphics state: balanced are both 0. */
export interface OpenStates {
  /** How many states it closes that it has not opened. */
  readonly borrowed: number;
  /** How many more it opens than it closes; negative where it closes more. */
  readonly left: number;
}

const newlines = '\n\r';
const delimiters = '()<>[]{}/%';
const isSpace = table('\0\t\n\f\r ');
const isDelimiter = table(delimiters);

/**
 * Counts the graphics states that a content leaves open, or takes: it should do neither, and where it does, what is drawn
 * after it would be somewhere else. The streams of a content are read as one.
 */
export function openStates(streams: readonly Buffer[]): OpenStates {
  let [depth, lowest] = [0, 0];
  for (const content of streams) {
    for (const token of words(content)) {
      if (token === 'q') depth++;
      else if (token === 'Q') lowest = Math.min(lowest, --depth);
    }
  }
  return { borrowed: -lowest, left: depth };
}

/** The words of a content that may be operators: no strings, names, comments or inline images. */
function* words(content: Buffer): Generator<string, void> {
  let at = 0;
  while (at < content.length) {
    const byte = content[at] ?? 0;
    if (isSpace[byte]) at++;
    else if (isDelimiter[byte]) at = afterDelimited(content, at);
    else {
      const end = wordEnd(content, at);
      const word = end - at > 2 ? '' : content.toString('latin1', at, end);
      at = word === 'ID' ? afterImage(content, end) : end;
      yield word;
    }
  }
}

function afterDelimited(content: Buffer, at: number): number {
  switch (content[at] ?? 0) {
    case 0x28: // (
      return afterString(content, at);
    case 0x3c: // <
      return content[at + 1] === 0x3c ? at + 2 : after(content, at, '>');
    case 0x2f: // /
      return wordEnd(content, at + 1);
    case 0x25: // %
      return afterComment(content, at);
    default:
      return at + 1;
  }
}

function afterString(content: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < content.length; at++) {
    const byte = content[at];
    if (byte === 0x5c) at++;
    else if (byte === 0x28) depth++;
    else if (byte === 0x29 && --depth === 0) return at + 1;
  }
  return content.length;
}

function afterComment(content: Buffer, start: number): number {
  let at = start;
  while (at < content.length && !newlines.includes(String.fromCharCode(content[at] ?? 0))) at++;
  return at;
}

/** An inline image's samples may be any bytes: they end at an `EI` that stands alone. */
function afterImage(content: Buffer, start: number): number {
  for (let at = content.indexOf('EI', start); at >= 0; at = content.indexOf('EI', at + 1)) {
    const [before, next] = [content[at - 1] ?? 0, content[at + 2] ?? 0x20];
    if (isSpace[before] && (isSpace[next] || isDelimiter[next])) return at + 2;
  }
  return content.length;
}

function after(content: Buffer, start: number, mark: string): number {
  const at = content.indexOf(mark, start);
  return at < 0 ? content.length : at + 1;
}

function wordEnd(content: Buffer, start: number): number {
  let at = start;
  while (at < content.length && !isSpace[content[at] ?? 0] && !isDelimiter[content[at] ?? 0]) at++;
  return at;
}

function table(characters: string): Uint8Array {
  const marked = new Uint8Array(256);
  for (const character of characters) marked[character.charCodeAt(0)] = 1;
  return marked;
}
