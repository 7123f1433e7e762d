import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { ParseBudget } from '../../../lambda/pdf/parse-budget';
import { PdfUnreadable } from '../../../lambda/pdf/pdf-unreadable';
import { readPdf } from '../../../lambda/pdf/read-pdf';
import { shadowShapes } from './kit/shadow-shapes';

const revisions = fc.array(fc.integer({ min: 50, max: 500 }), { minLength: 1, maxLength: 4 });

/** Makes a PDF with a page for each size, each in a revision of its own. */
async function honest(sizes: readonly number[], useObjectStreams: boolean): Promise<Uint8Array> {
  const [first = 100, ...more] = sizes;
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.addPage([first, first]).drawSquare({ size: 10 });
  let bytes = await pdf.save({ useObjectStreams });
  for (const size of more) {
    const update = await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false });
    update.addPage([size, size]).drawSquare({ size: 10 });
    bytes = await update.commit({ useObjectStreams });
  }
  return bytes;
}

/** Everything that can be reached from the catalog, as text. */
function contentOf(context: PDFContext): readonly string[] {
  const texts = new Map<string, string>();
  const pending: PDFObject[] = [context.trailerInfo.Root!];
  for (let one = pending.pop(); one; one = pending.pop()) {
    const object = context.lookup(one)!;
    if (texts.has(String(one))) continue;
    texts.set(String(one), object instanceof PDFRawStream ? object.getContentsString() : String(object));
    if (object instanceof PDFArray) pending.push(...object.asArray());
    const dict = object instanceof PDFRawStream ? object.dict : object;
    if (dict instanceof PDFDict) pending.push(...dict.values());
  }
  return [...texts].map(([key, text]) => `${key}: ${text}`).sort();
}

test('an honest PDF is read as the library reads it, whatever its updates and object streams', async () => {
  await fc.assert(
    fc.asyncProperty(revisions, fc.boolean(), async (sizes, useObjectStreams) => {
      const bytes = await honest(sizes, useObjectStreams);

      const { context, lastTable } = readPdf(Buffer.from(bytes), new ParseBudget(Infinity));

      const library = await PDFDocument.load(bytes, { updateMetadata: false });
      expect(lastTable).toBeDefined();
      expect(library.catalog.lookup(PDFName.of('Pages'), PDFDict).get(PDFName.of('Count'))?.toString()).toBe(
        String(sizes.length),
      );
      expect(contentOf(context)).toEqual(contentOf(library.context));
    }),
    { numRuns: 20 },
  );
});

test('a changed PDF is read, or is unreadable for a reason', () => {
  const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(fc.constantFrom(...shadowShapes), changes, ({ bytes }, places) => {
      const changed = Buffer.from(bytes);
      for (const [place, value] of places) changed[Math.floor(place * (bytes.length - 1))] = value;
      const budget = new ParseBudget(Infinity);
      try {
        const { context } = readPdf(changed, budget);
        context.lookup(context.trailerInfo.Root);
      } catch (error) {
        expect(error).toBeInstanceOf(PdfUnreadable);
      }
      expect(budget.isSpent).toBe(false);
    }),
    { numRuns: 500 },
  );
});
