import { PDFName, PDFString } from '@cantoo/pdf-lib';
import { covered, seenText } from './kit/covered-template';

const line = '0.8 G 4 w 10 10 m 10 250 l 90 250 l S';

test.each<[string, string]>([
  ['a string', '(abc (d'],
  ['a hexadecimal string', '<616263'],
  ['an array', '[ [ 1'],
  ['an inline image', 'BI /W 1 /H 1 /BPC 8 /CS /G ID a'],
  ['a path', '0 0 10 10 re W'],
  ['a text used as a clipping path', 'BT 7 Tr'],
  ['graphics states', 'q q 0 0 1 1 re W n'],
])('a content that leaves %s open does not hide the drawing', async (_, open) => {
  const original = await covered(() => [], { content: `${line} ${open}` });

  expect(await seenText(original)).toMatchObject({ isSeen: true, problems: [] });
});

test('a content that leaves a hidden layer open does not hide the drawing', async () => {
  const original = await covered(
    (maker) => {
      const layer = maker.register({ Type: 'OCG', Name: PDFString.of('off') });
      const properties = maker.object({ OCGs: [layer], D: { OFF: [layer], Order: [layer] } });
      maker.pdf.catalog.set(PDFName.of('OCProperties'), properties);
      const resources = maker.object({ Properties: { L: layer } });
      maker.pdf.getPage(0).node.set(PDFName.of('Resources'), resources);
      return [];
    },
    { content: `${line} /OC /L BDC` },
  );

  expect(await seenText(original)).toMatchObject({ isSeen: true, problems: [] });
});

test('a content that cannot be parsed does not hide the drawing', async () => {
  const original = await covered((maker) => {
    const hexadecimals = Buffer.from(`${line} q q 0 0 1 1 re W n q`).toString('hex');
    const content = maker.pdf.context.stream(`${hexadecimals}>`, { Filter: 'ASCIIHexDecode' });
    maker.pdf.getPage(0).node.set(PDFName.of('Contents'), maker.pdf.context.register(content));
    return [];
  });

  expect(await seenText(original)).toMatchObject({ isSeen: true, problems: [] });
});
