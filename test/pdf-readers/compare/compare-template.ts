import { PDFDocument } from '@cantoo/pdf-lib';
import { drawn } from '../../lambda/drawing/kit/drawn';
import type { PdfReader } from '../pdf-readers';
import { changedOutside, fieldsShownUnlike, type BeforeAndAfter } from './compare-fields';
import { fieldsNotExtracted, wordsLost } from './compare-texts';
import { sampleFields, type PageSize } from './sample-fields';

/** The comparison of one reader's pages before and after the drawing. */
export interface ReaderResult {
  readonly reader: string;
  /** The reason if the reader does not open the original or the drawn document. */
  readonly failure?: string;
  /** The fields that are not shown as PDFium shows them. */
  readonly shownUnlike: readonly string[];
  readonly notExtracted: readonly string[];
  readonly changedOutside: number;
  readonly wordsLost: readonly string[];
}

/** The comparison of a template in all readers. */
export interface TemplateResult {
  readonly fields: number;
  readonly texts: number;
  readonly problems: readonly string[];
  readonly readers: readonly ReaderResult[];
}

/** Draws on a template, and compares what the readers show with what the first of them shows. */
export async function compareTemplate(
  original: Buffer,
  readers: readonly PdfReader[],
): Promise<TemplateResult> {
  const sizes = await pageSizes(original);
  const fields = sampleFields(sizes);
  const { pdf, problems } = await drawn(original, fields);
  const seen = pdf ? await Promise.all(readers.map((reader) => readBoth(reader, original, pdf))) : [];
  const reference = seen[0];
  return {
    fields: fields.length,
    texts: fields.filter(({ kind }) => kind === 'text').length,
    problems: problems.map(({ name, field }) => (field === undefined ? name : `${name} (${field})`)),
    readers: seen.map(({ reader, failure, pictures, texts }) => ({
      reader,
      ...(failure === undefined ? {} : { failure }),
      shownUnlike: fieldsShownUnlike(fields, sizes, pictures, reference!.pictures),
      notExtracted: fieldsNotExtracted(fields, texts.after),
      changedOutside: changedOutside(fields, sizes, pictures),
      wordsLost: wordsLost(texts.before, texts.after),
    })),
  };
}

interface Seen {
  readonly reader: string;
  readonly failure?: string;
  readonly pictures: BeforeAndAfter;
  readonly texts: { readonly before: readonly string[]; readonly after: readonly string[] };
}

async function readBoth(reader: PdfReader, original: Buffer, pdf: Buffer): Promise<Seen> {
  try {
    return {
      reader: reader.name,
      pictures: { before: await reader.pictures(original), after: await reader.pictures(pdf) },
      texts: { before: await reader.texts(original), after: await reader.texts(pdf) },
    };
  } catch (error) {
    const nothing = { before: [], after: [] };
    return { reader: reader.name, failure: String(error), pictures: nothing, texts: nothing };
  }
}

/** Returns the sizes of the pages as displayed. The PDF library reads them, not the code under test. */
async function pageSizes(original: Buffer): Promise<readonly PageSize[]> {
  const pdf = await PDFDocument.load(original, { updateMetadata: false });
  return pdf.getPages().map((page) => {
    const [media, crop] = [edges(page.getMediaBox()), edges(page.getCropBox())];
    const width = Math.min(media.right, crop.right) - Math.max(media.left, crop.left);
    const height = Math.min(media.top, crop.top) - Math.max(media.bottom, crop.bottom);
    return page.getRotation().angle % 180 === 0 ? { width, height } : { width: height, height: width };
  });
}

/** Sorts the corners of a rectangle: they may be any two that are opposite. */
function edges({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return {
    left: Math.min(x, x + width),
    right: Math.max(x, x + width),
    bottom: Math.min(y, y + height),
    top: Math.max(y, y + height),
  };
}
