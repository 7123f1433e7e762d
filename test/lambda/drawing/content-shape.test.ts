import { readContentShape } from '../../../lambda/drawing/content/content-shape';

const shapeOf = (content: string, joints: readonly number[] = []) =>
  readContentShape(Buffer.from(content, 'latin1'), joints);
const times = (count: number, text: string) => `${text} `.repeat(count);

describe('a content is clean', () => {
  test.each([
    ['without anything', ''],
    ['with all that a page needs', 'q 1 0 0 1 0 0 cm BT /F1 8 Tf [(a) -2 <62>] TJ ET 0 0 9 9 re W n /X Do Q'],
    ['with balanced marked contents', '/A BMC /B << /MCID 0 /K [1 [2]] >> BDC EMC EMC'],
    ['with a path that it paints', '0 0 m 9 9 l S'],
    ['with strings in all notations', '(a\\)(b)) Tj (\\\\) Tj <61 6> Tj'],
    ['with a comment', '0 g % ( Q\n1 g'],
    ['with 33 operands', `${times(33, '1')} scn`],
    ['with 1,000 states', times(1_000, 'q') + times(1_000, 'Q')],
    ['with 100 brackets', `${times(100, '[')} ${times(100, ']')} TJ`],
    ['with an open compatibility section', 'BX 0 g'],
  ])('%s', (_, content) => {
    expect(shapeOf(content)).toMatchObject({ isClean: true, openMarks: 0, closesTooMuch: false });
  });
});

describe('a content is not clean', () => {
  test.each([
    ['a state open', 'q'],
    ['a text open', 'BT'],
    ['a marked content open', '/A BMC'],
    ['a path open', '0 0 m'],
    ['a clipping open', 'W'],
    ['an operand', '1'],
    ['a name', '/A'],
    ['an array open', '[ 1'],
    ['a dictionary open', '/A << /B 1'],
    ['a string open', '(a (b)'],
    ['a hexadecimal string open', '<61'],
  ])('that leaves %s', (_, content) => {
    expect(shapeOf(content).isClean).toBe(false);
  });

  test.each([
    ['closes a state too much', 'Q'],
    ['closes a state before it opens one', 'Q q'],
    ['closes a text too much', 'ET'],
    ['closes a marked content too much', 'EMC'],
    ['closes an array as a dictionary', '[ >> TJ'],
    ['has a parenthesis too many', ') 0 g'],
    ['has a brace', '{ } 0 g'],
    ['has a text in a text', 'BT BT ET ET'],
    ['has an operator inside an array', '[ 0 g ] TJ'],
    ['has no operator of the standard', '1 hello'],
    ['has an operator of glyphs', '1 0 d0'],
    ['has a number that readers read differently', '1e5 g'],
    ['has a string of another alphabet', '<6x> Tj'],
    ['has an inline image', 'BI /W 1 /H 1 /BPC 8 /CS /G ID a EI'],
    ['has 34 operands', `${times(34, '1')} scn`],
    ['nests 1,001 states', times(1_001, 'q') + times(1_001, 'Q')],
    ['nests 101 brackets', `${times(101, '[')} ${times(101, ']')} TJ`],
  ])('that %s', (_, content) => {
    expect(shapeOf(content).isClean).toBe(false);
  });
});

describe('where two streams of a content are joined', () => {
  test.each([
    ['between two tokens', '0 g\n1 g', true],
    ['inside a string', '(a\nb) Tj', false],
    ['inside a comment', '% a\n', false],
    ['after the line end of a comment', '%\n\n0 g', true],
  ])('%s, it is clean or not', (_, content, isClean) => {
    expect(shapeOf(content, [content.lastIndexOf('\n')]).isClean).toBe(isClean);
  });
});

test('counts the most states, not those that are left', () => {
  expect(shapeOf('q q Q q q Q Q Q').maxStates).toBe(3);
});

describe('the marked contents that a content may leave open', () => {
  test.each([
    ['are none if it is clean', '/A BMC /A BMC EMC EMC', 0],
    ['are those that it does not close', '/A BMC /B BMC', 2],
    [
      'are the most at once if it is not clean: a reader may stop before it closes them',
      '/A BMC /A BMC EMC EMC (',
      2,
    ],
    [
      'also count those in an image, which ends elsewhere for some readers',
      'BI ID a EI /OC /L BDC xEI ( BMC',
      2,
    ],
    ['also count those in a string without an end', '/A BMC (abc /OC /L BDC /B BMC', 3],
  ])('%s', (_, content, openMarks) => {
    expect(shapeOf(content).openMarks).toBe(openMarks);
  });
});

describe('a state that closes nothing', () => {
  const changed = (content: string) => {
    const bytes = Buffer.from(content, 'latin1');
    const { closesTooMuch } = readContentShape(bytes);
    return { content: bytes.toString('latin1'), closesTooMuch };
  };

  test('is left out, and all others stay', () => {
    expect(changed('q Q Q 0 g Q q Q (Q) Tj')).toEqual({
      content: 'q Q   0 g   q Q (Q) Tj',
      closesTooMuch: true,
    });
  });

  test('stays behind an inline image, whose samples may be mistaken for it', () => {
    const content = 'BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q';
    expect(changed(content)).toEqual({ content, closesTooMuch: true });
  });
});
