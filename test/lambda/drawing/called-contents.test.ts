import { installedReaders } from '../../pdf-readers/pdf-readers';
import { callingPages, type Calling, type MakeCalling } from './kit/calling-pages';
import { drawn, textMark } from './kit/drawn';
import { field, hidden } from './kit/hidden-marks';

const line = '0.3 g 10 10 60 6 re f ';

/** Contents that leave something open which some readers do not confine to them. */
const called: Readonly<Record<string, string>> = {
  'nothing open': line,
  'a hidden layer open': `${line}/A BMC /OC /L BDC /A BMC`,
  'a text open as a clipping path': `${line}BT 7 Tr /F1 8 Tf 10 50 Td (abc) Tj`,
  'states open with a small clipping path': `${line}q q 0 0 1 1 re W n`,
  'a string open': `${line}(abc`,
  'a state closed too much': `${line}Q Q`,
};

const group = { Group: { S: 'Transparency', CS: 'DeviceGray', I: true } };
const calls = (times: number) => Array.from({ length: times }, () => 'q /X Do Q').join(' ');

/** Ways to call a content once or several times. */
const counted: Readonly<Record<string, MakeCalling>> = {
  'a form': ({ form }, inner) => ({ content: '/X Do', resources: { XObject: { X: form(inner) } } }),
  'a form 20 times': ({ form }, inner) => ({
    content: calls(20),
    resources: { XObject: { X: form(inner) } },
  }),
  'a form in a group': ({ form }, inner) => ({
    content: '/X Do',
    resources: { XObject: { X: form(inner, group) } },
  }),
  'a form in a form': ({ form }, inner) => ({
    content: '/X Do',
    resources: { XObject: { X: form(calls(3), {}, { XObject: { X: form(inner) } }) } },
  }),
  'a form without resources': ({ form }, inner) => ({
    content: '/X Do',
    resources: { XObject: { X: form(inner, { Resources: undefined }) } },
  }),
  'a form that only its caller names': ({ form }, inner) => ({
    content: '/Y Do',
    resources: { XObject: { X: form(inner), Y: form(calls(2)) } },
  }),
  'a form of a content that is not clean': ({ form }, inner) => ({
    content: 'q /X Do q',
    resources: { XObject: { X: form(inner) } },
  }),
  'a form in a stamp': ({ form }, inner) => ({
    content: line,
    stamp: form('q /X Do Q', {}, { XObject: { X: form(inner) } }),
  }),
};

/** Ways to call a content of which nobody knows how often it is painted. */
const uncounted: Readonly<Record<string, MakeCalling>> = {
  'a pattern': ({ pattern }, inner) => ({
    content: '/Pattern cs /P scn 0 0 100 60 re f',
    resources: { Pattern: { P: pattern(inner) } },
  }),
  'a pattern of lines': ({ pattern }, inner) => ({
    content: '/Pattern CS /P SCN 9 w 0 30 m 100 30 l S',
    resources: { Pattern: { P: pattern(inner) } },
  }),
  'a glyph': ({ font }, inner) => ({
    content: 'BT /T 9 Tf 10 20 Td (aaaaaaa) Tj ET',
    resources: { Font: { T: font(`100 0 d0 ${inner}`) } },
  }),
  'a soft mask': ({ form }, inner) => ({
    content: 'q /M gs 0 0 100 60 re f Q '.repeat(2),
    resources: { ExtGState: { M: { SMask: { S: 'Luminosity', G: form(inner, group) } } } },
  }),
};

/** Contents that name something in resources which are not what the standard says. */
const strangeResources: readonly (readonly [content: string, resources: Record<string, unknown>])[] = [
  ['BT /F1 8 Tf (a) Tj ET', { Font: [1] }],
  ['BT /F1 8 Tf (a) Tj ET', { Font: { F1: 5 } }],
  ['BT /F1 8 Tf (a) Tj ET', { Font: { F1: { Type: 'Font' } } }],
  ['/X Do', { XObject: [1] }],
  ['/X Do', { XObject: { X: 5 } }],
  ['/G gs', { ExtGState: [1] }],
  ['/G gs', { ExtGState: { G: 5 } }],
  ['/C cs 1 sc', { ColorSpace: [1] }],
  ['/C cs 1 sc', { ColorSpace: { C: 5 } }],
  ['/Pattern cs /P scn 0 0 9 9 re f', { Pattern: [1] }],
  ['/Pattern cs /P scn 0 0 9 9 re f', { Pattern: { P: 5 } }],
  ['/S sh', { Shading: [1] }],
  ['/S sh', { Shading: { S: 5 } }],
  ['/OC /L BDC EMC', { Properties: [1] }],
  ['/OC /L BDC EMC', { Properties: { L: 5 } }],
];

const isGroupClosedTooMuch = (name: string) => /(mask|group) with a state closed/.test(name);

const cases = [
  ...Object.entries({ ...counted, ...uncounted }).flatMap(([way, make]) =>
    Object.entries(called).map(([what, content]) => ({ name: `${way} with ${what}`, make, content })),
  ),
  ...strangeResources.map(([content, resources]) => ({
    name: `${content} with ${JSON.stringify(resources)}`,
    make: (): Calling => ({ content: line + content, resources }),
    content: '',
  })),
];

/** pdf.js does not show what is drawn after such a mask or group. It is a problem, so nobody is misled. */
const promised = cases.filter(({ name }) => !isGroupClosedTooMuch(name));

async function drawOn(some: typeof cases) {
  const original = await callingPages(some.map(({ make, content }) => [make, content]));
  const marks = some.map(({ name }, at) =>
    textMark('Marked', { page: at + 1, size: 18, field: name, box: field }),
  );
  return drawn(original, marks);
}

const all = drawOn(promised);

describe.each(installedReaders().map((reader) => [reader.name, reader] as const))('%s', (_, reader) => {
  const names = promised.map(({ name }) => name);

  it('shows what is drawn on a page, whatever the contents that it calls leave open', async () => {
    const { pdf } = await all;

    expect(hidden(names, await reader.pictures(pdf!))).toEqual([]);
  });

  it('extracts what is drawn on it', async () => {
    const { pdf } = await all;

    const texts = await reader.texts(pdf!);
    expect(names.filter((__, at) => !texts[at]?.includes('Marked'))).toEqual([]);
  });
});

test('what is called is a problem only if nobody knows what it leaves open', async () => {
  const { problems } = await drawOn(cases);

  const expected = cases
    .map(({ name }) => name)
    .filter(
      (name) =>
        isGroupClosedTooMuch(name) ||
        Object.keys(uncounted).some((way) => name === `${way} with a hidden layer open`),
    );
  expect(problems).toEqual(expected.map((name) => ({ name: 'page-content-unreadable', field: name })));
});
