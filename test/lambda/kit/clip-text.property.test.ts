import fc from 'fast-check';
import { clipText } from '../../../lambda/kit/text';

test('a text that fits stays as it is', () => {
  expect(clipText('Vertrag 😀', 10)).toBe('Vertrag 😀');
});

test('a text is clipped before a character that would be split', () => {
  expect(clipText('Vertrag 😀', 9)).toBe('Vertrag ');
});

test('every pair but the one that is split stays whole', () => {
  expect(clipText('😀😀😀', 4)).toBe('😀😀');
  expect(clipText('😀😀😀', 5)).toBe('😀😀');
});

test('half a character at the end, as JSON can spell it, goes', () => {
  expect(clipText('Vertrag \ud83d', 20)).toBe('Vertrag ');
});

test('what is left is the beginning, not too long, of whole characters, and short of one character at most', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 20 }), (text, longest) => {
      const clipped = clipText(text, longest);

      expect(text.startsWith(clipped)).toBe(true);
      expect(clipped.length).toBeLessThanOrEqual(longest);
      expect(clipped.length).toBeGreaterThanOrEqual(Math.min(text.length, longest - 1));
      expect(clipped).not.toMatch(/[\uD800-\uDBFF]$/);
    }),
  );
});
