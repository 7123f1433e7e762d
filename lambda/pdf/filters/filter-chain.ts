import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import { decodeAscii85 } from './ascii-85';
import { decodeAsciiHex } from './ascii-hex';
import type { Decoder } from './decoded';
import { decodeFlate } from './flate';
import { decodeLzw } from './lzw';
import { undoPredictor } from './predictor';
import { decodeRunLength } from './run-length';

/** No honest stream has so many. Each costs time even if its output is empty. */
const maxFilters = 32;

type Parameters = (key: string, absent: number) => number;

/** The filters of data, by their names and the short names that readers take as well. Those of images are left out. */
const decoders: Readonly<Record<string, (parameters: Parameters) => Decoder>> = {
  FlateDecode: (parameters) => withPredictor(decodeFlate, parameters),
  LZWDecode: (parameters) => withPredictor(lzwDecoder(parameters), parameters),
  ASCII85Decode: () => decodeAscii85,
  ASCIIHexDecode: () => decodeAsciiHex,
  RunLengthDecode: () => decodeRunLength,
  // Whoever decrypts the document has undone it already. In any other document readers pass over it.
  Crypt: () => (bytes) => ({ bytes, isWhole: true }),
};

const shortNames: Readonly<Record<string, string>> = {
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  A85: 'ASCII85Decode',
  AHx: 'ASCIIHexDecode',
  RL: 'RunLengthDecode',
};

/** Returns the decoders of a stream in their order, or undefined if it has a filter that is not for data. */
export function filterChain(dict: PDFDict): readonly Decoder[] | undefined {
  const filter = filtersOf(dict);
  const filters = listOf(filter);
  if (filters.length > maxFilters) return undefined;
  const parameters = parametersOf(dict, filter instanceof PDFArray);
  const chain: Decoder[] = [];
  for (const [index, filter] of filters.entries()) {
    const decoder = filter instanceof PDFName ? decoderOf(filter) : undefined;
    if (!decoder) return undefined;
    chain.push(decoder(numbersOf(parameters[index])));
  }
  return chain;
}

/** The entry `F` is the short name of `Filter`, unless it names a file. */
function filtersOf(dict: PDFDict): PDFObject | undefined {
  return dict.lookup(PDFName.of('Filter')) ?? dict.lookup(PDFName.of('F'));
}

function decoderOf(filter: PDFName): ((parameters: Parameters) => Decoder) | undefined {
  const name = filter.decodeText();
  const fullName = Object.hasOwn(shortNames, name) ? shortNames[name] : name;
  return fullName !== undefined && Object.hasOwn(decoders, fullName) ? decoders[fullName] : undefined;
}

/** Readers take a list of parameters for a list of filters, and one dictionary for one filter, and no mixture. */
function parametersOf(dict: PDFDict, isList: boolean): readonly (PDFObject | undefined)[] {
  const parameters = dict.lookup(PDFName.of('DecodeParms')) ?? dict.lookup(PDFName.of('DP'));
  return parameters instanceof PDFArray === isList ? listOf(parameters) : [];
}

function listOf(object: PDFObject | undefined): readonly (PDFObject | undefined)[] {
  if (object instanceof PDFArray) {
    const length = Math.min(object.size(), maxFilters + 1);
    return Array.from({ length }, (_, index) => object.lookup(index));
  }
  return object instanceof PDFName || object instanceof PDFDict ? [object] : [];
}

function numbersOf(parameters: PDFObject | undefined): Parameters {
  return (key, absent) => {
    const value = parameters instanceof PDFDict ? parameters.lookup(PDFName.of(key)) : undefined;
    return value instanceof PDFNumber ? value.asNumber() : absent;
  };
}

function lzwDecoder(parameters: Parameters): Decoder {
  const earlyChange = parameters('EarlyChange', 1) !== 0;
  return (bytes, maxBytes) => decodeLzw(bytes, maxBytes, earlyChange);
}

function withPredictor(decode: Decoder, parameters: Parameters): Decoder {
  const layout = {
    predictor: parameters('Predictor', 1),
    colors: parameters('Colors', 1),
    bitsPerComponent: parameters('BitsPerComponent', 8),
    columns: parameters('Columns', 1),
  };
  return (bytes, maxBytes) => undoPredictor(decode(bytes, maxBytes), layout);
}
