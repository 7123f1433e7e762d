import { PDFBool, PDFDict, PDFHexString, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib';

/** The entries of a PDF's encryption dictionary. */
export interface EncryptionDictionary {
  readonly version: number;
  readonly revision: number;
  /** The length of the key before version 5. */
  readonly keyBytes: number;
  readonly permissions: number;
  readonly encryptsMetadata: boolean;
  /** The strings `O`, `U` and `UE`. */
  readonly owner: Buffer;
  readonly user: Buffer;
  readonly userKey: Buffer;
  /** How each kind of data is encrypted. */
  readonly filters: CryptFilters;
}

/** The ways to encrypt: not at all, or by one of these ciphers. */
export type CryptMethod = 'none' | 'rc4' | 'aes-128' | 'aes-256';

/** How each kind of data is encrypted, and what the filters are that streams name themselves. */
export interface CryptFilters {
  readonly strings: CryptMethod;
  readonly streams: CryptMethod;
  readonly files: CryptMethod;
  /** Returns `undefined` for a filter that does not exist. */
  readonly named: (name: string | undefined) => CryptMethod | undefined;
}

const methods: Readonly<Record<string, CryptMethod>> = {
  None: 'none',
  V2: 'rc4',
  AESV2: 'aes-128',
  AESV3: 'aes-256',
};

/** Reads the encryption dictionary of a PDF; `undefined` if readers do not know this kind of encryption. */
export function readEncryptionDictionary(dict: PDFDict): EncryptionDictionary | undefined {
  const version = numberOf(dict, 'V', 0);
  const revision = numberOf(dict, 'R', 0);
  if (nameOf(dict, 'Filter') !== 'Standard' || ![1, 2, 4, 5].includes(version)) return undefined;
  const filters = cryptFilters(dict, version);
  if (revision < 2 || revision > 6 || !filters) return undefined;
  return {
    version,
    revision,
    keyBytes: usesAes(filters) ? 16 : keyBytesOf(dict, version),
    permissions: numberOf(dict, 'P', 0),
    encryptsMetadata: !(entry(dict, 'EncryptMetadata') === PDFBool.False),
    owner: bytesOf(dict, 'O'),
    user: bytesOf(dict, 'U'),
    userKey: bytesOf(dict, 'UE'),
    filters,
  };
}

/** Before version 4 there is one cipher for all. */
function cryptFilters(dict: PDFDict, version: number): CryptFilters | undefined {
  if (version < 4) return { strings: 'rc4', streams: 'rc4', files: 'rc4', named: () => 'rc4' };
  const all = entry(dict, 'CF');
  const named = (name: string | undefined) => {
    if (name === undefined || name === 'Identity') return 'none';
    const filter = all instanceof PDFDict ? entry(all, name) : undefined;
    const method = filter instanceof PDFDict ? (nameOf(filter, 'CFM') ?? 'None') : '';
    return Object.hasOwn(methods, method) ? methods[method] : undefined;
  };
  const strings = named(nameOf(dict, 'StrF'));
  const streams = named(nameOf(dict, 'StmF'));
  const files = named(nameOf(dict, 'EFF') ?? nameOf(dict, 'StmF'));
  return strings && streams && files && { strings, streams, files, named };
}

function usesAes({ strings, streams, files }: CryptFilters): boolean {
  return [strings, streams, files].some((method) => method.startsWith('aes'));
}

/** Some writers give the length in bytes. */
function keyBytesOf(dict: PDFDict, version: number): number {
  if (version === 1) return 5;
  const length = numberOf(dict, 'Length', version === 2 ? 40 : 128);
  const bits = length < 40 ? length * 8 : length;
  return Math.max(5, Math.min(16, Math.floor(bits / 8)));
}

function entry(dict: PDFDict, key: string) {
  return dict.lookup(PDFName.of(key));
}

function nameOf(dict: PDFDict, key: string): string | undefined {
  const value = entry(dict, key);
  return value instanceof PDFName ? value.decodeText() : undefined;
}

function numberOf(dict: PDFDict, key: string, absent: number): number {
  const value = entry(dict, key);
  return value instanceof PDFNumber ? value.asNumber() : absent;
}

function bytesOf(dict: PDFDict, key: string): Buffer {
  const value = entry(dict, key);
  return Buffer.from(value instanceof PDFString || value instanceof PDFHexString ? value.asBytes() : []);
}
