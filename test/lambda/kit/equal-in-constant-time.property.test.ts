import fc from 'fast-check';
import { equalInConstantTime } from '../../../lambda/kit/hash';

describe('equalInConstantTime', () => {
  it('says of any two byte strings what comparing them says, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (left, right) => {
        expect(equalInConstantTime(left, right)).toBe(Buffer.compare(left, right) === 0);
        expect(equalInConstantTime(left, Uint8Array.from(left))).toBe(true);
      }),
    );
  });
});
