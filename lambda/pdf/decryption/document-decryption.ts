import { PDFArray, PDFDict, PDFName, type PDFObject } from '@cantoo/pdf-lib';
import type { ObjectDecryption, ObjectIdentity } from '../objects/object-parser';
import type { CryptFilters, CryptMethod } from './encryption-dictionary';
import { readEncryptionDictionary } from './encryption-dictionary';
import { fileKey } from './file-key';
import { decryptData } from './object-key';

/** Decrypts the strings and streams of a PDF. */
export class DocumentDecryption implements ObjectDecryption {
  private constructor(
    private readonly key: Buffer,
    private readonly filters: CryptFilters,
  ) {}

  /**
   * Makes the decryption of a PDF that every reader opens without asking: its user password is empty. Returns
   * `undefined` for any other one.
   *
   * @param encrypt the encryption dictionary, which is not encrypted itself
   * @param fileId the first string of the trailer's `ID`
   */
  static withEmptyPassword(encrypt: PDFDict, fileId: Uint8Array): DocumentDecryption | undefined {
    const dictionary = readEncryptionDictionary(encrypt);
    const key = dictionary && fileKey(dictionary, fileId);
    return key && new DocumentDecryption(key, dictionary.filters);
  }

  /** Decrypts a string. */
  decryptString(bytes: Uint8Array, identity: ObjectIdentity): Uint8Array {
    return decryptData(bytes, this.filters.strings, this.key, identity);
  }

  /**
   * Decrypts a stream. Removes the filter for encryption from its dictionary, because it is undone then.
   *
   * @throws Error if the stream names a filter for encryption that does not exist
   */
  decryptStream(bytes: Uint8Array, dict: PDFDict, identity: ObjectIdentity): Uint8Array {
    return decryptData(bytes, this.methodOf(dict), this.key, identity);
  }

  /** A stream may name a filter for itself, as its first one. Otherwise there is one for files, and one for others. */
  private methodOf(dict: PDFDict): CryptMethod {
    const [filter] = listOf(dict.lookup(PDFName.of('Filter')));
    if (filter === PDFName.of('Crypt')) {
      const [parameters] = listOf(dict.lookup(PDFName.of('DecodeParms')));
      const name = parameters instanceof PDFDict ? parameters.lookup(PDFName.of('Name')) : undefined;
      const method = this.filters.named(name instanceof PDFName ? name.decodeText() : undefined);
      if (!method) throw new Error('unknown filter for encryption');
      withoutFirst(dict, 'Filter');
      withoutFirst(dict, 'DecodeParms');
      return method;
    }
    const isFile = dict.lookup(PDFName.of('Type')) === PDFName.of('EmbeddedFile');
    return isFile ? this.filters.files : this.filters.streams;
  }
}

function listOf(object: PDFObject | undefined): readonly (PDFObject | undefined)[] {
  if (!(object instanceof PDFArray)) return [object];
  return object.size() > 0 ? [object.lookup(0)] : [];
}

/** Removes the first element of an entry's list, or the entry if it is no list. */
function withoutFirst(dict: PDFDict, key: string): void {
  const value = dict.lookup(PDFName.of(key));
  if (!(value instanceof PDFArray) || value.size() < 1) dict.delete(PDFName.of(key));
  else {
    const rest = PDFArray.withContext(dict.context);
    for (let index = 1; index < value.size(); index++) rest.push(value.get(index));
    dict.set(PDFName.of(key), rest);
  }
}
