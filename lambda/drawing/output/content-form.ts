import { PDFName, PDFRawStream, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { deflatedStream } from '../../pdf/deflated-stream';
import { boundsOf } from '../annotations/appearance-placement';
import type { ContentBudget } from '../content/read-streams';
import type { TemplatePage } from '../template/template-pages';

/** The budget that is left for reading contents, and for writing them again. */
export interface ContentFormBudget extends ContentBudget {
  formBytes: number;
}

/** Makes a form of a page's content that could be read; `undefined` beyond the budget. */
export function writtenForm(
  context: PDFContext,
  page: TemplatePage,
  bytes: Buffer,
  budget: ContentFormBudget,
): PDFRef | undefined {
  return asForm(context, page, deflatedStream(context, bytes), budget);
}

const encodingKeys = ['Filter', 'DecodeParms', 'F', 'DP'].map((key) => PDFName.of(key));

/** Makes a form of a page's only content stream, without reading it; `undefined` beyond the budget. */
export function copiedForm(
  context: PDFContext,
  page: TemplatePage,
  { dict, contents }: PDFRawStream,
  budget: ContentFormBudget,
): PDFRef | undefined {
  const encoding = context.obj({});
  for (const key of encodingKeys) {
    const value = dict.get(key);
    if (value) encoding.set(key, value);
  }
  return asForm(context, page, PDFRawStream.of(encoding, contents), budget);
}

/** No page is larger (ISO 32000-1, annex C). Some readers show a larger part of a page than others. */
const margin = 14_400;

function asForm(
  context: PDFContext,
  { displayed: { width, height, toPage }, resources }: TemplatePage,
  stream: PDFRawStream,
  budget: ContentFormBudget,
): PDFRef | undefined {
  const ownResources = resources?.clone(context) ?? context.obj({});
  budget.formBytes -= stream.sizeInBytes() + ownResources.sizeInBytes();
  if (budget.formBytes < 0) return undefined;
  const { x0, y0, x1, y1 } = boundsOf({ x0: 0, y0: 0, x1: width, y1: height }, toPage);
  const BBox = [x0 - margin, y0 - margin, x1 + margin, y1 + margin];
  const entries = { Type: 'XObject', Subtype: 'Form', BBox };
  for (const [key, value] of Object.entries(entries)) stream.dict.set(PDFName.of(key), context.obj(value));
  stream.dict.set(PDFName.of('Resources'), ownResources);
  return context.register(stream);
}
