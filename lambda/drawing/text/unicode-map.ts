/** The maximum number of lines that the standard allows in one section. */
const maxLines = 100;

/**
 * Writes a `ToUnicode` map from glyphs to text, so that the text can be copied and searched.
 *
 * @param texts by glyph number
 */
export function unicodeMap(texts: readonly string[]): string {
  const lines = texts.flatMap((text, id) => (text === '' ? [] : [`<${hex4(id)}> <${utf16(text)}>`]));
  const sections: string[] = [];
  for (let at = 0; at < lines.length; at += maxLines) {
    const section = lines.slice(at, at + maxLines);
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

function hex4(number: number): string {
  return number.toString(16).padStart(4, '0');
}

function utf16(text: string): string {
  return Array.from({ length: text.length }, (_, index) => hex4(text.charCodeAt(index))).join('');
}
