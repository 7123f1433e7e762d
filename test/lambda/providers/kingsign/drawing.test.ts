import type { DrawingPlan } from '../../../../lambda/contracts/drawing-plan';
import { kingsignDrawing } from '../../../../lambda/providers/kingsign/drawing';

const png = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1');
const signedAt = '2026-11-20T12:00:00.000Z';

/** A document with one field, and its template, as the API answers them. */
function answers(value: unknown, place: object = {}, { field = {}, document = {}, template = {} } = {}) {
  const documentField = {
    _id: 'f1',
    fieldId: 't1',
    contactId: 'c1',
    value,
    isSigned: true,
    updatedAt: signedAt,
  };
  const templateField = {
    _id: 't1',
    fieldType: 'text',
    xPosition: 10,
    yPosition: 20,
    width: 100,
    height: 30,
    updatedAt: '2026-11-01T12:00:00.000Z',
    metadata: { page: 2 },
    ...place,
  };
  const documents = [
    {
      _id: 'd1',
      title: 'Lease',
      status: 'signed',
      fileId: 'p1',
      documentFields: [{ ...documentField, ...field }],
      ...document,
    },
  ];
  const templates = [
    {
      _id: 't',
      fileId: 'p1',
      updatedAt: '2026-11-01T12:00:00.000Z',
      templateFields: [templateField],
      ...template,
    },
  ];
  return [documents, templates].map((answer) => Buffer.from(JSON.stringify(answer)));
}

function planOf(...given: Parameters<typeof answers>): DrawingPlan {
  const plan = kingsignDrawing.plan(answers(...given));
  if (!plan) throw new Error('no plan');
  return plan;
}

const box = { x: 10, y: 20, width: 100, height: 30 };
const plain = { bold: false, italic: false };

test.each<[string, unknown, object, object]>([
  ['a text', 'Jane', {}, { kind: 'text', text: 'Jane', size: 12, style: plain }],
  ['a number', 42, {}, { kind: 'text', text: '42' }],
  ['lines', 'a\r\nb\rc\td', {}, { text: 'a\nb\nc d' }],
  ['a size', 'x', { metadata: { page: 2, fontSize: 20 } }, { size: 20 }],
  [
    'a style',
    'x',
    { metadata: { page: 2, isBold: true, isItalic: true } },
    { style: { bold: true, italic: true } },
  ],
  [
    'a date',
    '11/21/2026',
    { fieldType: 'date', metadata: { page: 2, isBold: true } },
    { kind: 'text', text: '11/21/2026', style: plain },
  ],
  ['base64 alone', png.toString('base64'), { fieldType: 'signature' }, { kind: 'image', bytes: png }],
  [
    'base64 with a prefix',
    `data:image/png;base64,${png.toString('base64')}`,
    { fieldType: 'signature' },
    { kind: 'image', bytes: png },
  ],
  ['true', true, { fieldType: 'checkbox' }, { kind: 'check', checked: true, scale: 1 }],
  [
    'the text true',
    'true',
    { fieldType: 'checkbox', metadata: { page: 2, checkboxSize: 60 } },
    { checked: true, scale: 0.6 },
  ],
  ['false', false, { fieldType: 'checkbox' }, { kind: 'check', checked: false }],
  ['no value of a check box', null, { fieldType: 'checkbox' }, { kind: 'check', checked: false }],
])('%s is drawn in its place', (_, value, place, mark) => {
  const { marks, problems } = planOf(value, place);

  expect(marks).toEqual([expect.objectContaining({ field: 'f1', page: 2, box, ...mark })]);
  expect(problems).toEqual([]);
});

test.each([
  ['an empty date: it is not today', '', 'date'],
  ['an empty text', null, 'text'],
  ['no value', undefined, 'text'],
])('%s is left empty', (_, value, fieldType) => {
  expect(planOf(value, { fieldType })).toMatchObject({ marks: [], problems: [], emptyFields: 1 });
});

test.each<[string, unknown, object]>([
  ['signature-empty', '', { fieldType: 'signature' }],
  ['image-unreadable', 'no base64!', { fieldType: 'signature' }],
  ['image-unreadable', 'data:image/png;base64,', { fieldType: 'signature' }],
  ['value-unreadable', { a: 1 }, { fieldType: 'signature' }],
  ['value-unreadable', ['a'], {}],
  ['value-unreadable', true, {}],
  ['value-unreadable', 'yes', { fieldType: 'checkbox' }],
  ['field-of-unknown-type', 'x', { fieldType: 'stamp' }],
  ['field-without-place', 'x', { _id: 'another' }],
  ['field-without-place', 'x', { xPosition: 'left' }],
  ['field-without-place', 'x', { yPosition: null }],
  ['field-without-place', 'x', { width: 0 }],
  ['field-without-place', 'x', { height: -5 }],
  ['field-without-place', 'x', { xPosition: 1e300 }],
])('%s is said of the value %j of %j, and nothing is drawn', (name, value, place) => {
  const { marks, problems, emptyFields } = planOf(value, place);

  expect({ marks, problems, emptyFields }).toEqual({
    marks: [],
    problems: [{ name, field: 'f1' }],
    emptyFields: 0,
  });
});

test.each<[unknown, number]>([
  [undefined, 1],
  [{}, 1],
  [null, 1],
  [{ page: '2' }, 1],
  [{ page: 0 }, 1],
  [{ page: 3, fontSize: 'large', checkboxSize: -1 }, 3],
])('the metadata %j are of page %i', (metadata, page) => {
  expect(planOf('x', { metadata }).marks[0]).toMatchObject({ page, size: 12 });
});

describe('a template that was edited after signing', () => {
  const later = '2026-11-20T12:00:00.001Z';

  test.each([
    ['the template', { template: { updatedAt: later } }, {}],
    ['the field', {}, { updatedAt: later }],
  ])('is noticed by when %s changed', (_, more, place) => {
    expect(planOf('x', place, more).problems).toEqual([
      { name: 'template-edited-after-signing', field: 'f1' },
    ]);
  });

  test('is noticed by its file', () => {
    expect(planOf('x', {}, { template: { fileId: 'p2' } }).problems).toEqual([
      { name: 'template-has-another-file' },
    ]);
  });

  test.each([
    ['at the same moment', { template: { updatedAt: signedAt } }],
    ['nobody knows when', { template: { updatedAt: undefined } }],
    ['at no time that there is', { template: { updatedAt: 'yesterday' } }],
  ])('is not suspected of it where it changed %s', (_, more) => {
    expect(planOf('x', {}, more).problems).toEqual([]);
  });
});

test('the page of record shows the API’s data of the document, and who signed when', () => {
  const fields = [
    { _id: 'f1', fieldId: 't1', contactId: 'c1', value: 'x', updatedAt: signedAt },
    { _id: 'f2', fieldId: 't1', contactId: 'c2', value: 'x', updatedAt: '2026-11-20T11:00:00.000Z' },
    { _id: 'f3', fieldId: 't1', contactId: 'c1', value: 'x', updatedAt: '2026-11-20T11:00:00.000Z' },
    { _id: 'f4', fieldId: 't1', value: 'x' },
  ];

  const { about, signers, provider } = planOf('x', {}, { document: { documentFields: fields } });

  expect(provider).toBe('Kingsign');
  expect(about).toEqual([
    ['Title', 'Lease'],
    ['Id', 'd1'],
    ['Status', 'signed'],
    ['Template', 't'],
  ]);
  expect(signers).toEqual([
    { id: 'contact c1', fields: 2, lastSignedAt: signedAt },
    { id: 'contact c2', fields: 1, lastSignedAt: '2026-11-20T11:00:00.000Z' },
    { id: 'no contact', fields: 1 },
  ]);
});

test.each<[string, readonly Buffer[]]>([
  ['no JSON', [Buffer.from('{'), Buffer.from('[')]],
  ['no document', [Buffer.from('[]'), answers('x')[1]!]],
  [
    'two templates',
    [answers('x')[0]!, Buffer.from('[{"_id":"t","templateFields":[]},{"_id":"u","templateFields":[]}]')],
  ],
  ['one file only', answers('x').slice(0, 1)],
])('%s is no plan', (_, sources) => {
  expect(kingsignDrawing.plan(sources)).toBeUndefined();
});

test('an image of spaces without end is looked through once: anew from each of them, this would take an hour', () => {
  const { problems } = planOf(`A${' '.repeat(2_000_000)}!`, { fieldType: 'signature' });

  expect(problems).toEqual([{ name: 'image-unreadable', field: 'f1' }]);
});

test('a title that is too long for a line is clipped', () => {
  const { about } = planOf('Jane', {}, { document: { title: 'Lease '.repeat(200) } });

  expect(about[0]).toEqual(['Title', 'Lease '.repeat(200).slice(0, 500)]);
});
