/** The page of the sample. Its texts have only characters of the PDF's standard fonts, and no brackets. */
const content = [
  'BT /F 24 Tf 56 760 Td (TEST) Tj',
  '/F 12 Tf 0 -32 Td (A sample document of cdk-esign-webhooks.) Tj',
  '0 -18 Td (A test webhook asked for it. Nobody has signed anything.) Tj ET',
].join('\n');

/** The objects of the sample, from number 1 on. */
const objects = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
  `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
];

/** Makes the PDF of a sample bundle. It is the same each time, so that each run stores the same bytes. */
export function samplePdf(): Buffer {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}
