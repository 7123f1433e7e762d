type Damage = (bytes: Buffer) => Buffer;

/** What can happen to a file on its way, by name. Each damage of the same file gives the same bytes. */
export const damages: Readonly<Record<string, Damage>> = {
  none: (bytes) => bytes,
  'decoded as UTF-8': (bytes) => Buffer.from(bytes.toString('utf8'), 'utf8'),
  'Latin-1 encoded as UTF-8': (bytes) => Buffer.from(bytes.toString('latin1'), 'utf8'),
  'encoded as UTF-16': (bytes) => Buffer.from(bytes.toString('latin1'), 'utf16le'),
  'encoded as Base64': (bytes) => Buffer.from(bytes.toString('base64')),
  'LF to CR LF': replaced(/\n/g, '\r\n'),
  'lone LF to CR LF': replaced(/(?<!\r)\n/g, '\r\n'),
  'CR LF to LF': replaced(/\r\n/g, '\n'),
  'all line ends to LF': replaced(/\r\n?/g, '\n'),
  'NULs removed': replaced(/\0/g, ''),
  'high bits removed': (bytes) => Buffer.from(bytes.map((byte) => byte % 128)),
  ...Object.fromEntries([10, 20, 30, 40, 50, 60, 70, 80, 90, 99].map(cutAt)),
  'without its last 3 bytes': (bytes) => bytes.subarray(0, -3),
  'without its last kilobyte': (bytes) => bytes.subarray(0, -1_024),
  '1 KB of NULs behind': (bytes) => Buffer.concat([bytes, Buffer.alloc(1_024)]),
  '100 KB of NULs behind': (bytes) => Buffer.concat([bytes, Buffer.alloc(100 * 1_024)]),
  'line ends behind': (bytes) => Buffer.concat([bytes, Buffer.from('\r\n'.repeat(1_000))]),
  'HTML behind': (bytes) => Buffer.concat([bytes, Buffer.from(html)]),
  'HTML before': (bytes) => Buffer.concat([Buffer.from(html.slice(0, 500)), bytes]),
  'multipart around it': (bytes) =>
    Buffer.concat([Buffer.from(`--b7\r\n${partHeader}`), bytes, Buffer.from('\r\n--b7--\r\n')]),
  '1 byte missing': missing(1),
  '100 bytes missing': missing(100),
  '4 KB missing': missing(4_096),
  'a tenth missing': (bytes) => missing(Math.floor(bytes.length / 10))(bytes),
  '4 KB sent twice': (bytes) =>
    Buffer.concat([bytes.subarray(0, middle(bytes) + 4_096), bytes.subarray(middle(bytes))]),
  '4 KB of NULs inside': (bytes) =>
    Buffer.from(bytes).fill(0, middle(bytes), Math.min(bytes.length, middle(bytes) + 4_096)),
  'the first kilobyte missing': (bytes) => bytes.subarray(1_024),
  'the second half only': (bytes) => bytes.subarray(middle(bytes)),
};

const html = `<!DOCTYPE html><html><body>${'<p>Sorry, something went wrong.</p>'.repeat(40)}</body></html>`;
const partHeader = 'Content-Type: application/pdf\r\n\r\n';

function replaced(pattern: RegExp, by: string): Damage {
  return (bytes) => Buffer.from(bytes.toString('latin1').replaceAll(pattern, by), 'latin1');
}

function cutAt(percent: number): readonly [string, Damage] {
  return [`cut at ${percent} %`, (bytes) => bytes.subarray(0, Math.floor((bytes.length * percent) / 100))];
}

function missing(count: number): Damage {
  return (bytes) => Buffer.concat([bytes.subarray(0, middle(bytes)), bytes.subarray(middle(bytes) + count)]);
}

function middle(bytes: Buffer): number {
  return Math.floor(bytes.length / 2);
}
