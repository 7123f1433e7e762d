import { PDFDocument } from '@cantoo/pdf-lib';

// Decision 15 says why the library's own writer of updates is not used. If one of these tests fails, look at it again.

async function original(useObjectStreams: boolean): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]).drawText('signed here');
  return Buffer.from(await document.save({ useObjectStreams }));
}

/** Returns the whole PDF with the update that the library writes for a text, and the update alone. */
async function updatedByLibrary(pdf: Buffer) {
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true });
  const snapshot = document.takeSnapshot();
  document.getPages()[0]!.drawText('drawn', { x: 20, y: 20 });
  const update = Buffer.from(await document.saveIncremental(snapshot));
  return { whole: Buffer.concat([pdf, update]), update: update.toString('latin1') };
}

const startOfTable = (update: string) => Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(update)?.[1]);

test('the library counts from the first byte, where readers count from the header', async () => {
  const junk = Buffer.from('bytes before the header\n');
  const pdf = Buffer.concat([junk, await original(false)]);

  const { whole, update } = await updatedByLibrary(pdf);

  const offset = startOfTable(update);
  expect(whole.subarray(offset).toString('latin1')).toMatch(/^\d+ 0 obj/);
  expect(whole.subarray(junk.length + offset).toString('latin1')).not.toMatch(/^(\d+ 0 obj|xref)/);
});

test('the library writes a cross-reference stream also where the last table is none', async () => {
  const pdf = await original(false);

  const { update } = await updatedByLibrary(pdf);

  expect(pdf.toString('latin1')).toMatch(/\nxref\n/);
  expect(update).toContain('/XRef');
  expect(update).not.toMatch(/\nxref\n/);
});

test('the library gives the new state no identifier', async () => {
  const { update } = await updatedByLibrary(await original(true));

  expect(update).not.toContain('/ID');
});
