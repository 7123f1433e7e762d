/** The place of a text on the screen. */
export interface TextPlace {
  /** The columns of the screen. */
  readonly columns: number;
  /** What stands before the text in its first line. */
  readonly first: string;
  /** What stands before the text in every other line. */
  readonly others: string;
}

/** Returns the lines of a text, at most `columns` wide. A word that is too long, such as an address, is cut. */
export function wrapText(text: string, { columns, first, others }: TextPlace): readonly string[] {
  const lines: string[] = [];
  let line = first;
  for (let rest = text; rest !== ''; line = others) {
    const width = Math.max(1, columns - line.length);
    const end = rest.length <= width ? rest.length : lineEnd(rest, width);
    lines.push(line + rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return lines.length === 0 ? [first.trimEnd()] : lines.map((one) => one.trimEnd());
}

/** The end of a line: before its last space, or after the last slash of an address. */
function lineEnd(text: string, width: number): number {
  const space = text.lastIndexOf(' ', width);
  if (text.slice(0, Math.max(0, space)).trim() !== '') return space;
  const slash = text.lastIndexOf('/', width - 1);
  return slash > 0 ? slash + 1 : width;
}
