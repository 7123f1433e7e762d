import { brotliDecompressSync } from 'node:zlib';

/** Node's Brotli, in place of the font library's own `brotli/decompress.js` of half a megabyte. */
const decompress = (bytes: Uint8Array): Uint8Array => brotliDecompressSync(bytes);

export = decompress;
