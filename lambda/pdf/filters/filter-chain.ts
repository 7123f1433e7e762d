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

/** Stands for what some readers read, and some do not. */
const doubtful: Decoder = (bytes) => ({ bytes, isWhole: false });

/** The filters of data, by their names and the short names that readers take as well. Those of images are left out. */
const decoders: Readonly<Record<string, (parameters: Parameters) => Decoder>> = {
  FlateDecode: (parameters) => withPredictor(decodeFlate, parameters),
  LZWDecode: (parameters) => withPredictor(lzwDecoder(parameters), parameters),
  ASCII85Decode: () => decodeAscii85,
  ASCIIHexDecode: () => decodeAsciiHex,
  RunLengthDecode: () => decodeRunLength,
  // Who decrypts a document removes it. In any other document some readers pass over it, and some read nothing.
  Crypt: () => doubtful,
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
  const { filters, parameters, isDoubtful } = filterEntries(dict);
  if (filters.length > maxFilters) return undefined;
  const chain: Decoder[] = isDoubtful ? [doubtful] : [];
  for (const [index, filter] of filters.entries()) {
    const decoder = filter instanceof PDFName ? decoderOf(filter) : undefined;
    if (!decoder) return undefined;
    chain.push(decoder(numbersOf(parameters[index])));
  }
  return chain;
}

/** Finds filters and their parameters. A list of filters has a list of parameters, and one filter has one dictionary. */
function filterEntries(dict: PDFDict) {
  const filter = entry(dict, 'Filter', 'F');
  const parameter = entry(dict, 'DecodeParms', 'DP');
  const isList = filter.value instanceof PDFArray;
  const isMixed = parameter.value !== undefined && parameter.value instanceof PDFArray !== isList;
  return {
    filters: listOf(filter.value),
    parameters: isMixed ? [] : listOf(parameter.value),
    isDoubtful: isMixed || filter.isShort || parameter.isShort,
  };
}

/** Finds an entry by its name, or by the short one, which some readers take as well. `F` may also name a file. */
function entry(dict: PDFDict, name: string, shortName: string) {
  const value = dict.lookup(PDFName.of(name));
  if (value) return { value, isShort: false };
  const short = dict.lookup(PDFName.of(shortName));
  const isFile = shortName === 'F' && !(short instanceof PDFName || short instanceof PDFArray);
  const isShort = short !== undefined && !isFile;
  return isShort ? { value: short, isShort } : { value: undefined, isShort };
}

function decoderOf(filter: PDFName): ((parameters: Parameters) => Decoder) | undefined {
  const name = filter.decodeText();
  const fullName = Object.hasOwn(shortNames, name) ? shortNames[name] : name;
  return fullName !== undefined && Object.hasOwn(decoders, fullName) ? decoders[fullName] : undefined;
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
