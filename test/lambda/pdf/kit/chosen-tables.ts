/** Where a table says that an object is: at an offset, in an object stream, or nowhere. */
export type ChosenEntry =
  | { readonly offset: number; readonly generation?: number }
  | { readonly container: number; readonly index: number }
  | { readonly free: number };

/** Writes a PDF piece by piece, with the tables that a test chooses: also wrong ones. */
export class ChosenPdf {
  private text = '%PDF-1.7\n';

  /** Returns the offset of what is written next. */
  get offset(): number {
    return this.text.length;
  }

  /** Returns the bytes. */
  get bytes(): Buffer {
    return Buffer.from(this.text, 'latin1');
  }

  /** Writes anything. Returns its offset. */
  raw(text: string): number {
    const { offset } = this;
    this.text += text;
    return offset;
  }

  /** Writes an object. Returns its offset. */
  object(number: number, body: string, generation = 0): number {
    return this.raw(`${number} ${generation} obj\n${body}\nendobj\n`);
  }

  /** Writes a stream without a filter. Returns its offset. */
  stream(number: number, data: string, entries = ''): number {
    return this.object(number, `<< /Length ${data.length} ${entries} >>\nstream\n${data}\nendstream`);
  }

  /** Writes an object stream. Returns its offset. */
  objectStream(number: number, objects: readonly (readonly [number, string])[], entries = ''): number {
    let length = 0;
    const header = objects.map(([contained, body]) => {
      const pair = `${contained} ${length}`;
      length += body.length + 1;
      return pair;
    });
    const head = `${header.join(' ')}\n`;
    const data = head + objects.map(([, body]) => `${body}\n`).join('');
    return this.stream(number, data, `/Type /ObjStm /N ${objects.length} /First ${head.length} ${entries}`);
  }

  /** Writes a table. Returns its offset. */
  table(entries: ReadonlyMap<number, ChosenEntry>, trailer: string): number {
    const lines = [...entries].map(([number, entry]) => `${number} 1\n${tableLine(entry)}`);
    return this.raw(`xref\n${lines.join('')}trailer\n<< /Size ${sizeOf(entries)} ${trailer} >>\n`);
  }

  /** Writes a cross-reference stream. Returns its offset. */
  tableStream(number: number, entries: ReadonlyMap<number, ChosenEntry>, trailer: string): number {
    const all = new Map(entries).set(number, { offset: this.offset });
    const data = [...all.values()].map(streamEntry).join('');
    const index = [...all.keys()].map((one) => `${one} 1`).join(' ');
    const size = `/Size ${sizeOf(all)}`;
    return this.stream(number, data, `/Type /XRef /W [1 4 2] /Index [${index}] ${size} ${trailer}`);
  }

  /** Ends a revision. */
  end(table: number): this {
    this.raw(`startxref\n${table}\n%%EOF\n`);
    return this;
  }
}

function sizeOf(entries: ReadonlyMap<number, ChosenEntry>): number {
  return Math.max(...entries.keys()) + 1;
}

function tableLine(entry: ChosenEntry): string {
  if ('container' in entry) throw new Error('a table cannot name an object stream');
  const [value, generation, type] =
    'free' in entry ? [0, entry.free, 'f'] : [entry.offset, entry.generation ?? 0, 'n'];
  return `${String(value).padStart(10, '0')} ${String(generation).padStart(5, '0')} ${type} \n`;
}

function streamEntry(entry: ChosenEntry): string {
  const bytes = Buffer.alloc(7);
  if ('free' in entry) bytes.writeUInt16BE(entry.free, 5);
  else if ('container' in entry) {
    bytes.writeUInt8(2, 0);
    bytes.writeUInt32BE(entry.container, 1);
    bytes.writeUInt16BE(entry.index, 5);
  } else {
    bytes.writeUInt8(1, 0);
    bytes.writeUInt32BE(entry.offset, 1);
    bytes.writeUInt16BE(entry.generation ?? 0, 5);
  }
  return bytes.toString('latin1');
}
