/** One section of a map may have that many lines. */
const mostLines = 100;

/**
 * What each glyph stands for, for whoever copies the text or searches in it: a `ToUnicode` map.
 *
 * @param texts by the glyph's number
 */
export function unicodeMap(texts: readonly string[]): string {
  const lines = texts.flatMap((text, id) => (text === '' ? [] : [`<${hex(id)}> <${utf16(text)}>`]));
  const sections: string[] = [];
  for (let at = 0; at < lines.length; at += mostLines) {
    const section = lines.slice(at, at + mostLines);
    sections.push(`${section.length} beginbfchar`, ...section, 'endbfchar');
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    '<0000> <ffff>',
    'endcodespacerange',
    ...sections,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}

function hex(number: number): string {
  return number.toString(16).padStart(4, '0');
}

function utf16(text: string): string {
  return Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index))).join('');
}
