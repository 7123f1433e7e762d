import type { StepReport } from './answer-tasks';
import { compareDrawn } from './compare-pages';
import type { ReaderVerdict, Step, StepResults } from './judgement';
import { mupdf } from './mupdf-reader';
import { pdfium } from './pdfium-reader';
import { judgeDrawing, judgeFile, judgePortfolio } from './product-verdict';
import type { ReadDocument, Reader } from './readers';
import { testMarks } from './test-marks';

/**
 * Judges one file step by step. What is reported survives a crash in a later step.
 *
 * @param draws whether to draw on it, which takes most of the time
 */
export async function judgeSteps(bytes: Buffer, draws: boolean, report: StepReport): Promise<void> {
  const step = async <Name extends Step>(
    name: Name,
    work: () => StepResults[Name] | Promise<StepResults[Name]>,
  ) => {
    report.begin(name);
    report.end(name, await work());
  };
  await step('file', () => judgeFile(bytes));
  await step('portfolio', () => judgePortfolio(bytes));
  const inPdfium = await readOriginal('pdfium', pdfium, bytes, report);
  const inMupdf = await readOriginal('mupdf', mupdf, bytes, report);
  if (!draws) return;
  report.begin('drawing');
  const marks = testMarks(inPdfium.pages.length > 0 ? inPdfium.pages : inMupdf.pages);
  const { pdf, ...drawing } = await judgeDrawing(bytes, marks);
  report.end('drawing', drawing);
  if (!pdf) return;
  const compared = async (reader: Reader, original: ReadDocument) =>
    compareDrawn(original, await reader.read(pdf, { withTexts: true }));
  await step('drawnInPdfium', () => compared(pdfium, inPdfium));
  await step('drawnInMupdf', () => compared(mupdf, inMupdf));
}

async function readOriginal(
  step: 'pdfium' | 'mupdf',
  reader: Reader,
  bytes: Buffer,
  report: StepReport,
): Promise<ReadDocument> {
  report.begin(step);
  const document = await reader.read(bytes, { withTexts: false });
  report.end(step, readerVerdict(document));
  return document;
}

function readerVerdict({ opens, pageCount, pages, wasRepaired }: ReadDocument): ReaderVerdict {
  const verdict = { opens, pageCount, renders: pages[0]?.picture !== undefined };
  return wasRepaired === undefined ? verdict : { ...verdict, wasRepaired };
}
