import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { annotatedTemplate, whiteArea, type AnnotationMaker } from './kit/annotated-template';
import { fields } from './kit/covered-fields';
import { drawn } from './kit/drawn';
import { pagePictures } from './kit/page-pictures';

/** Any value in a place where a PDF expects something else. `make` turns words with `@` into objects. */
type Strange = string | number | null | boolean | readonly Strange[] | { readonly [name: string]: Strange };

const number = fc.oneof(
  fc.integer({ min: -500, max: 500 }),
  fc.constantFrom(0, 1e-7, -1e6, 1e6, 4294967295, -2147483648, 0.5),
);
const rectangle = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom([200, 210, 350, 240], [0, 0, 400, 300], [350, 240, 200, 210]) },
  { weight: 1, arbitrary: fc.array(number, { maxLength: 6 }) },
);
const anything: fc.Arbitrary<Strange> = fc.letrec<{ one: Strange }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3 },
    number,
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('Name', '@form', '@noBox', '@image', '@itself', '@page', '@nothing', '@tree'),
    fc.array(tie('one'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('N', 'On', 'Off', 'Rect', 'BBox', 'F'), tie('one'), { maxKeys: 4 }),
  ),
})).one;
const appearance = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Strange>('@form') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Strange[]>({ On: '@form' }, { On: '@noBox' }, { On: '@nothing' }, '@noBox'),
  },
  { weight: 1, arbitrary: anything },
);
const annotation = fc.record(
  {
    Subtype: fc.oneof(fc.constantFrom<Strange[]>('Widget', 'Stamp', 'Popup', 'Link', 'Square'), anything),
    Rect: rectangle,
    AP: fc.oneof({ weight: 4, arbitrary: appearance.map((N): Strange => ({ N })) }, anything),
    AS: fc.oneof(fc.constantFrom<Strange[]>('On', 'Off'), anything),
    F: fc.oneof(number, anything),
    OC: anything,
  },
  { requiredKeys: ['Rect'] },
);
const entry = fc.oneof({ weight: 4, arbitrary: annotation as fc.Arbitrary<Strange> }, anything);

/** Makes a PDF object of a value; with `asRefs`, each dictionary becomes an indirect object. */
function make(maker: AnnotationMaker, value: Strange, asRefs: boolean): unknown {
  const special: Readonly<Record<string, () => unknown>> = {
    '@form': () => maker.appearance(whiteArea(150, 30)),
    '@noBox': () => maker.appearance({ content: '', entries: {} }),
    '@image': () => maker.appearance({ content: '', entries: { Subtype: 'Image' } }),
    '@itself': () => maker.pdf.context.largestObjectNumber && maker.register({ Rect: [0, 0, 9, 9] }),
    '@page': () => maker.pdf.getPage(0).ref,
    '@nothing': () => maker.pdf.context.nextRef(),
    '@tree': () => maker.pdf.catalog.get(maker.object('Pages') as never),
  };
  if (typeof value === 'string') return (special[value] ?? (() => value))();
  if (Array.isArray(value)) return value.map((one: Strange) => make(maker, one, asRefs));
  if (typeof value !== 'object' || value === null) return value;
  const made = Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, make(maker, one as Strange, asRefs)]),
  );
  return asRefs ? maker.register(made) : made;
}

test('with any annotations, the marks are drawn, and the result can be read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 5 }), fc.boolean(), async (entries, asRefs) => {
      const original = await annotatedTemplate({ MediaBox: [0, 0, 400, 300] }, (maker) =>
        entries.map((one) => maker.object(make(maker, one, asRefs) as never)),
      );

      const { pdf, problems } = await drawn(original, fields);
      const again = await drawn(original, fields);

      expect(problems.filter(({ name }) => name !== 'field-covered')).toEqual([]);
      expect(problems.length).toBeLessThanOrEqual(fields.length);
      expect(again.pdf!.equals(pdf!)).toBe(true);
      expect(pdf!.subarray(0, original.length)).toEqual(original);
      expect((await PDFDocument.load(pdf!, { updateMetadata: false })).getPageCount()).toBe(2);
      expect((await pagePictures(pdf!))[0]?.text).toContain('Jane Doe');
    }),
    { numRuns: 60 },
  );
});
