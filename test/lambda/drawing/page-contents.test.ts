import { PDFNull } from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';
import type { DrawnDocument } from '../../../lambda/drawing/draw-document';
import { installedReaders, type Picture } from '../../pdf-readers/pdf-readers';
import { drawn, textMark } from './kit/drawn';
import { darkPixels, field, hidden } from './kit/hidden-marks';
import { encoded, pagesOf, stampedPages, stream, type MakeContents } from './kit/page-contents';

type Case = readonly [name: string, contents: MakeContents];

const line = '0.3 g 10 10 60 6 re f ';
const more = ' 0.2 g 10 30 40 6 re f\n';
const small = '/F1 8 Tf 10 50 Td (abc) Tj';

const complete: readonly Case[] = [
  ['nothing', () => undefined],
  ['null', () => PDFNull],
  ['lines', line + more],
  ['40 states in each other', `${line}${'q '.repeat(40)}${more}${'Q '.repeat(40)}`],
  ['900 states in each other', `${line}${'q '.repeat(900)}${more}${'Q '.repeat(900)}`],
  ['a matrix that makes everything a point', `${line}0 0 0 0 0 0 cm`],
  ['a large matrix and a faint state', `${line}9 0 0 9 500 500 cm /Faint gs`],
  ['a text as a clipping path', `${line}BT 7 Tr ${small} ET`],
];

const leavesOpen: readonly Case[] = [
  ['a string', `${line}(abc (d`],
  ['a hexadecimal string', `${line}<616263`],
  ['an array', `${line}[ [ 1`],
  ['a dictionary', `${line}/A << /B << /C 1`],
  ['an inline image', `${line}BI /W 1 /H 1 /BPC 8 /CS /G ID a`],
  ['the entries of an inline image', `${line}BI /W 1 /H 1 /BPC 8`],
  ['a path that is to clip', `${line}0 0 10 10 re W`],
  ['a clipping without a path', `${line}W`],
  ['a text', `${line}BT ${small}`],
  ['a text as a clipping path', `${line}BT 7 Tr ${small}`],
  ['graphics states', `${line}q q 0 0 1 1 re W n q`],
  ['40 graphics states', `${line}${'q '.repeat(40)}${more}`],
  ['a hidden layer', `${line}/OC /L BDC`],
  ['a hidden layer with a marked content', `${line}/OC /L BDC /Artifact BMC`],
  ['600 operands', `${line}${'1 '.repeat(600)}`],
  ['a compatibility section', `${line}BX BX`],
];

const misread: readonly Case[] = [
  ['brackets that close nothing', `${line}) ) >> ] }${more}`],
  ['marked contents that close nothing', `${line}EMC EMC${more}`],
  ['a text that closes nothing', `${line}ET${more}`],
  ['operators that do not exist', `${line}1 2 hello endstream endobj${more}`],
  ['resources that do not exist', `${line}/No Do /No gs BT /No 9 Tf (a) Tj ET${more}`],
  ['numbers that are none', `${line}1e5 --3 1.2.3 n${more}`],
  ['NUL and other bytes', `${line}\0\xff\xfe\x80${more}`],
  ['an operator of glyphs', `1 0 0 0 10 10 d1 ${line}`],
  ['an image that seems to end early', `${line}q BI /W 3 /H 3 /BPC 8 /CS /G ID 12 EI 567 EI Q${more}`],
];

const closesTooMuch: readonly Case[] = [
  ['a state too many', `${line}Q${more}`],
  ['states before it opens one', `${line}Q Q q${more}Q`],
  ['a state inside a text', `${line}BT ${small} Q ET${more}`],
];

const split: readonly Case[] = [
  ['between tokens', (one) => one.obj([stream(one, `${line}1`), stream(one, `g${more}`)])],
  ['inside an operator', (one) => one.obj([stream(one, '0.3 g 10 10 60 6 r'), stream(one, `e${more}`)])],
  ['between a state and its end', (one) => one.obj([stream(one, `q ${line}`), stream(one, `${more}Q`)])],
];

const strangeLists: readonly Case[] = [
  ['an object that is missing', (one) => one.obj([stream(one, line), one.nextRef(), stream(one, more)])],
  ['null', (one) => one.obj([stream(one, line), null, stream(one, more)])],
  ['a dictionary', (one) => one.obj([stream(one, line), one.register(one.obj({})), stream(one, more)])],
  ['a list', (one) => one.obj([stream(one, line), one.obj([stream(one, more)])])],
  ['numbers only', (one) => one.obj([1, 2])],
];

const whole: Case = ['whole', line + more];
const shownWhole: readonly Case[] = [whole, ...closesTooMuch, ...strangeLists.slice(0, 3)];

const noise = Array.from({ length: 600 }, (_, at) => `.${at % 10} g ${at % 47} ${(at * 7) % 83} 3 3 re f\n`);
const long = Buffer.from(`${line}${noise.join('')}${more}`);
const deflated = deflateSync(long);
const damagedAt = (at: number) => Buffer.from(deflated).fill(0xff, at, at + 8);
const hexadecimal = (bytes: Buffer) => Buffer.from(`${bytes.toString('hex')}>`);

const filtered: readonly Case[] = [
  ['hexadecimal', (one) => encoded(one, hexadecimal(long), 'ASCIIHexDecode')],
  ['in a chain', (one) => encoded(one, hexadecimal(deflated), ['ASCIIHexDecode', 'FlateDecode'])],
  ['without a checksum', (one) => encoded(one, deflated.subarray(0, -4), 'FlateDecode')],
];

const damaged: readonly Case[] = [
  ['in the middle', (one) => encoded(one, damagedAt(deflated.length >> 1), 'FlateDecode')],
  ['at the start', (one) => encoded(one, damagedAt(0), 'FlateDecode')],
  ['as by a conversion to UTF-8', (one) => encoded(one, Buffer.from(deflated.toString()), 'FlateDecode')],
  ['by another filter', (one) => encoded(one, deflated, 'LZWDecode')],
  ['by a filter that does not exist', (one) => encoded(one, long, 'NoDecode')],
  ['by the filter of an image', (one) => encoded(one, long, 'DCTDecode')],
  ['by missing digits', (one) => encoded(one, deflated, 'ASCIIHexDecode')],
];

/** Poppler and Ghostscript take what a page leaves open to the next page. */
const between: Case = ['a page between two', `${line}${more} n BT ET`];

const readable: readonly Case[] = [
  ...[...complete, ...leavesOpen.flatMap((one) => [one, between]), ...misread, ...split, ...filtered],
  ...damaged,
];

/** Appearances of a stamp over the field, without the damaged ones that darken the field itself in some readers. */
const appearances: readonly Case[] = [
  ...[whole, ...leavesOpen, ...misread, ...closesTooMuch],
  ...damaged.filter((one) => ![0, 4, 5].includes(damaged.indexOf(one))),
];

interface Drawn extends DrawnDocument {
  readonly original: Buffer;
}

const known = new Map<readonly Case[], Promise<Drawn>>();

/** Draws a text on a page with each content, once for all readers. */
function drawnOn(cases: readonly Case[]): Promise<Drawn> {
  const result = known.get(cases) ?? drawnOnAll(cases);
  known.set(cases, result);
  return result;
}

async function drawnOnAll(cases: readonly Case[]): Promise<Drawn> {
  const make = cases === appearances ? stampedPages : pagesOf;
  const original = await make(cases.map(([, contents]) => contents));
  const result = await drawn(
    original,
    cases.map(([name], at) => textMark('Marked', { page: at + 1, size: 18, field: name, box: field })),
  );
  return { ...result, original };
}

describe.each(installedReaders().map((reader) => [reader.name, reader] as const))('%s', (_, reader) => {
  const shown = async (cases: readonly Case[]) => {
    const { original, pdf } = await drawnOn(cases);
    return { before: await reader.pictures(original), after: await reader.pictures(pdf!) };
  };

  it('shows what is drawn, and the page as before, whatever the content is', async () => {
    const { before, after } = await shown(readable);

    const different = readable.filter(
      (one, at) => one !== between && !isSameOutside(before[at]!, after[at]!),
    );
    expect([...hiddenOf(readable, after), ...namesOf(different)]).toEqual([]);
  });

  it('shows what is drawn, and the page whole, where only some readers showed it whole', async () => {
    const { before, after } = await shown(shownWhole);

    const withoutText = after.map((picture) => cleared(picture, { x: 0, y: 40, width: 40, height: 20 }));
    const different = shownWhole.filter((__, at) => !isSameOutside(before[0]!, withoutText[at]!));
    expect([...hiddenOf(shownWhole, after), ...namesOf(different)]).toEqual([]);
  });

  it('shows what is drawn where the content lists what is no stream', async () => {
    const { after } = await shown(strangeLists);

    expect(hiddenOf(strangeLists, after)).toEqual([]);
  });

  it('shows what is drawn over a stamp, whatever its appearance is', async () => {
    const { after } = await shown(appearances);
    const [unstamped] = (await shown(strangeLists)).after;

    const minDarkPixels = 0.9 * darkPixels(unstamped!);
    const notSeen = appearances.filter((__, at) => darkPixels(after[at]!) < minDarkPixels);
    expect(notSeen.map(([name]) => name)).toEqual([]);
  });
});

test('a content that cannot be read whole is a problem of its fields, and no other content is', async () => {
  const several: Case = [
    'in one of its streams',
    (one) => one.obj([stream(one, line), encoded(one, damagedAt(9), 'FlateDecode')]),
  ];
  const deep: Case = ['by too many states', `${'q '.repeat(3_000)}${line}${'Q '.repeat(3_000)}`];
  const cases = [...readable, ...closesTooMuch, ...strangeLists, several, deep];
  const { problems } = await drawnOn(cases);

  expect(problems).toEqual(
    [...damaged, several, deep].map(([name]) => ({ name: 'page-content-unreadable', field: name })),
  );
});

test('a stamp over a field becomes a part of the page, whatever its appearance is', async () => {
  expect((await drawnOn(appearances)).problems).toEqual([]);
});

const namesOf = (cases: readonly Case[]) => cases.map(([name]) => `changed: ${name}`);

const hiddenOf = (cases: readonly Case[], pages: readonly Picture[]) =>
  hidden(
    cases.map(([name]) => name),
    pages,
  ).map((name) => `hidden: ${name}`);

/** Whether two pictures are the same outside of the field. */
function isSameOutside(one: Picture, other: Picture): boolean {
  const [left, right] = [cleared(one, field), cleared(other, field)];
  return left.data.every((value, at) => Math.abs(value - right.data[at]!) < 40);
}

function cleared(picture: Picture, { x, y, width, height }: typeof field): Picture {
  const data = new Uint8ClampedArray(picture.data);
  for (let row = y; row < y + height; row++) {
    data.fill(255, 4 * (row * picture.width + x), 4 * (row * picture.width + x + width));
  }
  return { ...picture, data };
}
