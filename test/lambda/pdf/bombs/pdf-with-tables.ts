/** Writes a PDF of numbered objects with a table that names each of them. The catalog is object 1. */
export function pdfWithTables(objects: ReadonlyMap<number, string>): Buffer {
  const parts = ['%PDF-1.7\n'];
  const offsets = new Map<number, number>();
  let length = parts[0]!.length;
  for (const [number, content] of objects) {
    const text = `${number} 0 obj\n${content}\nendobj\n`;
    offsets.set(number, length);
    parts.push(text);
    length += text.length;
  }
  const size = [...objects.keys()].reduce((max, number) => Math.max(max, number), 0) + 1;
  const entries = Array.from({ length: size }, (_, number) => {
    const offset = offsets.get(number);
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  parts.push(`xref\n0 ${size}\n`, ...entries, `trailer\n<< /Size ${size} /Root 1 0 R >>\n`);
  parts.push(`startxref\n${length}\n%%EOF\n`);
  return Buffer.from(parts.join(''), 'latin1');
}

/** The text of a stream object. */
export function streamText(content: string, entries = ''): string {
  return `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;
}
