import * as fc from 'fast-check';
import { jsonElements, type ElementLimits } from '../../../lambda/provider-http/json-elements';
import { garbageCollector } from '../../garbage-collector';

const limits: ElementLimits = { maxElementBytes: 100_000, maxStringBytes: 10_000, maxBytes: 10_000_000 };

/** Cuts bytes at these places, wherever in a character or an escape that is. */
async function* cut(bytes: Uint8Array, places: readonly number[]): AsyncGenerator<Uint8Array, void> {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  let begin = 0;
  for (const end of [...ends, bytes.length]) {
    yield bytes.subarray(begin, end);
    begin = end;
  }
}

async function elementsOf(text: string, places: readonly number[] = [], more: Partial<ElementLimits> = {}) {
  const elements: unknown[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const element of jsonElements(cut(Buffer.from(text), places), { ...limits, ...more }))
    elements.push(JSON.parse(decoder.decode(element)));
  return elements;
}

const chunkEnds = fc.array(fc.nat(5_000), { maxLength: 20 });

/** Any text, with what has an escape or several bytes. Half a surrogate pair is an escape in JSON. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\ud800', '\u0000', '€', '😀', '[,]{}'),
);

const anyList = fc.array(fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }));

/** Writes each character as an escape. */
const escaped = (text: string) =>
  `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;

test('any list in any chunks has the elements that JSON.parse finds', async () => {
  await fc.assert(
    fc.asyncProperty(anyList, chunkEnds, fc.constantFrom(0, 1, 3, '\t\r\n'), async (list, ends, indent) => {
      const text = JSON.stringify(list, undefined, indent);

      expect(await elementsOf(` \n${text}\n`, ends)).toEqual(JSON.parse(text));
    }),
  );
});

test('texts that are written in escapes are what JSON.parse reads', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1 }), chunkEnds, async (texts, ends) => {
      const text = `[${texts.map((one) => `{"a":${escaped(one)}}`).join(',')}]`;

      expect(await elementsOf(text, ends)).toEqual(JSON.parse(text));
    }),
  );
});

test('a long text is shortened, and the element is still JSON, wherever the border is', async () => {
  const longText = fc.array(anyText, { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(
      longText,
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      chunkEnds,
      async (value, isEscaped, maxStringBytes, ends) => {
        const written = isEscaped ? escaped(value) : JSON.stringify(value);
        const [[shortened, n]] = (await elementsOf(`[[${written},1]]`, ends, { maxStringBytes })) as [
          [string, number],
        ];

        const parsed = JSON.parse(written) as string;
        // What is left begins as the text does. Half a character may remain of a pair of escapes.
        expect(parsed.startsWith(shortened)).toBe(true);
        expect(n).toBe(1);
        // An escape or a character is taken whole: up to six bytes.
        expect(Buffer.byteLength(JSON.stringify(shortened))).toBeLessThanOrEqual(6 * (maxStringBytes + 8));
        if (Buffer.byteLength(written) - 1 <= maxStringBytes) expect(shortened).toBe(parsed);
      },
    ),
  );
});

test('a text that would end an element if it were shortened within an escape does not', async () => {
  const text = `[{"a":"${'x'.repeat(9)}\\"},{\\"b\\":1}"},2]`;

  for (let maxStringBytes = 1; maxStringBytes < 30; maxStringBytes++)
    expect(await elementsOf(text, [], { maxStringBytes })).toEqual([{ a: expect.any(String) as string }, 2]);
});

describe('the limits', () => {
  test.each([
    ['an element', '[1,[1,2,3,4,5,6,7,8,9]]', { maxElementBytes: 18 }],
    ['many short texts in one element', `[[${'"abcd",'.repeat(20)}1]]`, { maxElementBytes: 100 }],
    ['the answer', `[${'1,'.repeat(100)}1]`, { maxBytes: 100 }],
    ['what comes before the list', ' '.repeat(101) + '[]', { maxBytes: 100 }],
    ['a text that is dropped', `["${'x'.repeat(200)}"]`, { maxBytes: 100, maxStringBytes: 4 }],
  ])('of %s are refused by name', async (_, text, more) => {
    await expect(elementsOf(text, [7, 50], more)).rejects.toMatchObject({ reason: 'too-large' });
  });

  test('of an element are met by one of exactly that size', async () => {
    expect(await elementsOf('[1,[1,2,3,4,5,6,7,8,9]]', [], { maxElementBytes: 19 })).toHaveLength(2);
  });
});

test.each([
  ['an object', '{"a":[1]}'],
  ['a text', '"[1]"'],
  ['a word', 'null'],
  ['text after the list', '[1] [2]'],
  ['a page of HTML', '<!doctype html>'],
])('%s is no list', async (_, text) => {
  await expect(elementsOf(text)).rejects.toMatchObject({ reason: 'not-json' });
});

test('a list that ends anywhere before its end is cut off', async () => {
  const text = '[{"a":"b\\n"},[1,2],"x"]';

  for (let length = 0; length < text.length; length++)
    await expect(elementsOf(text.slice(0, length))).rejects.toMatchObject({ reason: 'cut-off' });
});

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('the memory stays flat over a list with a text of 8 MB', async () => {
  const collect = garbageCollector();
  const chunk = Buffer.alloc(1_000_000, 'x');
  let peak = 0;
  async function* chunks() {
    yield Buffer.from('[{"id":1,"image":"');
    for (let megabytes = 0; megabytes < 8; megabytes++) {
      yield chunk;
      collect();
      peak = Math.max(peak, usedBytes());
    }
    yield Buffer.from('"}]');
  }
  collect();
  const before = usedBytes();
  let elements = 0;

  for await (const element of jsonElements(chunks(), { ...limits, maxBytes: 1e9 }))
    elements += Number(element.length < 20_000);

  expect(elements).toBe(1);
  expect(peak - before).toBeLessThan(4_000_000);
});
