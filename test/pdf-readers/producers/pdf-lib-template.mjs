// A template by pdf-lib: its own rotation and form fields.
import { writeFileSync } from 'node:fs';
import { degrees, PDFDocument } from '@cantoo/pdf-lib';

const pdf = await PDFDocument.create({ updateMetadata: false });
const form = pdf.getForm();
for (let number = 1; number <= 4; number++) {
  const page = pdf.addPage([595.28, 841.89]);
  page.setRotation(degrees(90 * (number - 1)));
  page.drawText(`Lease agreement, page ${number}`, { x: 60, y: 780, size: 14 });
  const field = form.createTextField(`name${number}`);
  field.setText('to be filled in');
  field.addToPage(page, { x: 320, y: 690, width: 200, height: 28 });
  const box = form.createCheckBox(`agree${number}`);
  box.addToPage(page, { x: 320, y: 640, width: 20, height: 20 });
  box.check();
}
writeFileSync(process.argv[2], await pdf.save());
