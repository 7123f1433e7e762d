import { brotliDecompressSync } from 'node:zlib';

/** What the font library would bring half a megabyte for, and Node has: it stands in for `brotli/decompress.js`. */
const decompress = (bytes: Uint8Array): Uint8Array => brotliDecompressSync(bytes);

export = decompress;
