import { PDFContext, PDFName, type PDFDict, type PDFRawStream, type PDFRef } from '@cantoo/pdf-lib';
import { CallReader } from '../../../lambda/drawing/content/content-calls';
import { readContentShape } from '../../../lambda/drawing/content/content-shape';
import { NestedContents } from '../../../lambda/drawing/content/nested-contents';

const context = PDFContext.create();
const dict = (entries: Record<string, unknown>) => context.obj(entries as never) as unknown as PDFDict;
const form = (content: string, entries: Record<string, unknown> = {}): PDFRef =>
  context.register(context.flateStream(content, { Type: 'XObject', Subtype: 'Form', ...entries } as never));
const open = '/OC /L BDC ';

function leftOpenBy(content: string, resources: Record<string, unknown>, contentBytes = 1_000_000) {
  const bytes = Buffer.from(content, 'latin1');
  const reader = new CallReader(bytes);
  readContentShape(bytes, [], reader);
  const budget = { contentBytes };
  const { marks, states, isReadable, isConfined } = new NestedContents(budget).ofCalls(reader.calls, [
    dict(resources),
  ]);
  return { marks, states, isReadable, isConfined, spent: contentBytes - budget.contentBytes };
}

const glyphs = (content: string) => ({ Type: 'Font', Subtype: 'Type3', CharProcs: { a: form(content) } });
const mask = (content: string) => ({ SMask: { S: 'Luminosity', G: form(content) } });

describe('the marked contents that are left open by what a content calls', () => {
  test.each<[string, string, Record<string, unknown>, number]>([
    ['are none if a form is clean', '/X Do', { XObject: { X: form('/A BMC EMC') } }, 0],
    ['are those of a form', '/X Do', { XObject: { X: form(`${open} /A BMC`) } }, 2],
    ['count once per call', '/X Do q /X Do Q /X Do', { XObject: { X: form(open) } }, 3],
    [
      'count for a form in a form',
      '/Y Do',
      { XObject: { Y: form(`${open} /X Do /X Do`, { Resources: { XObject: { X: form(open) } } }) } },
      3,
    ],
    ['are none for a form that is not called', '0 g', { XObject: { X: form(open) } }, 0],
    ['are none for an image', '/X Do', { XObject: { X: form(open, { Subtype: 'Image' }) } }, 0],
    [
      'count for what only some readers take for a form',
      '/X Do',
      { XObject: { X: context.register(context.flateStream(open)) } },
      1,
    ],
    ['count for a name in another notation', '/#58 Do', { XObject: { X: form(open) } }, 1],
    ['count for each name before an operator', '/X /Y Do', { XObject: { X: form(open), Y: form(open) } }, 2],
    [
      'count for a call in an image, which ends elsewhere for some readers',
      'BI ID a EI /X Do xEI (/X Do',
      { XObject: { X: form(open) } },
      2,
    ],
    ['are unknown for a pattern', '/Pattern cs /P scn', { Pattern: { P: form(open) } }, Infinity],
    ['are unknown for a pattern of lines', '/Pattern CS /P SCN', { Pattern: { P: form(open) } }, Infinity],
    ['are unknown for a glyph', '/F 9 Tf', { Font: { F: glyphs(open) } }, Infinity],
    [
      'are unknown for a glyph of a font in a state',
      '/S gs',
      { ExtGState: { S: { Font: [glyphs(open), 9] } } },
      Infinity,
    ],
    ['are unknown for a soft mask', '/S gs', { ExtGState: { S: mask(open) } }, Infinity],
    [
      'are none for a clean pattern, glyph and mask',
      '/P scn /F 9 Tf /S gs',
      { Pattern: { P: form('0 g') }, Font: { F: glyphs('9 0 d0') }, ExtGState: { S: mask('0 g') } },
      0,
    ],
  ])('%s', (_, content, resources, marks) => {
    expect(leftOpenBy(content, resources)).toMatchObject({ marks, isReadable: true });
  });

  test('count for a name that only the resources of a caller have', () => {
    const inner = form('/X Do', { Resources: {} });
    const outer = (X: PDFRef) => form('/Y Do', { Resources: { XObject: { Y: inner, X } } });
    const forms = { A: outer(form(open)), B: outer(form(`${open}${open}`)), C: outer(form('0 g')) };

    expect(leftOpenBy('/A Do /B Do /C Do', { XObject: forms }).marks).toBe(3);
  });

  test('count for a form that calls the one that calls it, from wherever it begins', () => {
    const forms: Record<string, PDFRef> = {};
    const resources = dict({ XObject: forms });
    Object.assign(forms, {
      A: form('/B Do', { Resources: resources }),
      B: form(`${open} /A Do`, { Resources: resources }),
    });
    const own = resources.lookup(PDFName.of('XObject')) as PDFDict;
    for (const [name, ref] of Object.entries(forms)) own.set(PDFName.of(name), ref);

    expect(leftOpenBy('/A Do /B Do', { XObject: forms })).toMatchObject({ marks: 2, isReadable: true });
  });
});

test('a state closed too much in a soft mask or a group, but no other form, is not confined to it', () => {
  const isConfined = (X: PDFRef) => leftOpenBy('/X Do', { XObject: { X } }).isConfined;

  expect(leftOpenBy('/S gs', { ExtGState: { S: mask('Q') } }).isConfined).toBe(false);
  expect(isConfined(form('Q', { Group: { S: 'Transparency' } }))).toBe(false);
  expect(isConfined(form('Q'))).toBe(true);
});

describe('what is called is not readable', () => {
  const chain = (length: number): PDFRef =>
    Array.from({ length }).reduce<PDFRef>(
      (X) => form('/X Do', { Resources: { XObject: { X } } }),
      form('0 g'),
    );

  test('if it is damaged', () => {
    const damaged = form('0 g');
    const stream = context.lookup(damaged) as PDFRawStream;
    stream.contents.fill(0xff);
    expect(leftOpenBy('/X Do', { XObject: { X: damaged } })).toMatchObject({ marks: 0, isReadable: false });
  });

  test('if it is nested too deeply', () => {
    expect(leftOpenBy('/X Do', { XObject: { X: chain(40) } }).isReadable).toBe(true);
    expect(leftOpenBy('/X Do', { XObject: { X: chain(60) } })).toMatchObject({
      marks: Infinity,
      isReadable: false,
    });
  });

  test('if a content calls too many different objects', () => {
    const calls = Array.from({ length: 10_000 }, (_, at) => `/X${at} Do`);
    expect(leftOpenBy(calls.slice(1).join(' '), {}).isReadable).toBe(true);
    expect(leftOpenBy(calls.join(' '), {}).isReadable).toBe(false);
  });

  test('beyond the budget', () => {
    const X = form('0 g '.repeat(1_000));
    expect(leftOpenBy('/X Do', { XObject: { X } }, 6_000).isReadable).toBe(true);
    expect(leftOpenBy('/X Do', { XObject: { X } }, 4_000)).toMatchObject({
      marks: Infinity,
      isReadable: false,
    });
  });
});

test('the states of all that is open at once add up', () => {
  const inner = form('q q Q Q');
  const outer = form('q /X Do Q', { Resources: { XObject: { X: inner } } });
  expect(leftOpenBy('/Y Do /X Do', { XObject: { X: inner, Y: outer } }).states).toBe(5);
});

test('a content is read once, but each look costs something', () => {
  const forms = { XObject: { X: form('0 g') } };
  const [once, more] = [leftOpenBy('/X Do', forms), leftOpenBy('/X Do /X Do', forms)];
  expect(more.spent).toBe(once.spent);
  const both = { XObject: { X: forms.XObject.X, Y: forms.XObject.X } };
  expect(leftOpenBy('/X Do /Y Do', both).spent).toBe(once.spent + 20);
});

test('forms that call each other in all ways end with the budget', () => {
  const without = Array.from({ length: 12 }, () =>
    form('/X0 Do /X1 Do /X2 Do /X3 Do /X4 Do /X5 Do /X6 Do /X7 Do /X8 Do /X9 Do'),
  );
  const forms = Object.fromEntries(without.map((ref, at) => [`X${at}`, ref]));

  expect(leftOpenBy('/X0 Do', { XObject: forms })).toMatchObject({ marks: Infinity, isReadable: false });
});
