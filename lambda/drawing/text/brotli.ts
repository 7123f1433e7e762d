import { brotliDecompressSync } from 'node:zlib';

/** Node's Brotli in place of `brotli/decompress.js`, which would add half a megabyte to the font library. */
const decompress = (bytes: Uint8Array): Uint8Array => brotliDecompressSync(bytes);

export = decompress;
