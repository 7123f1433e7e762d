import { sha256Hex } from '../../../lambda/kit/hash';

test('gives the digest that FIPS 180 prints for abc, in hex', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a text counts as its UTF-8', () => {
  expect(sha256Hex('Žluť')).toBe(sha256Hex(Buffer.from('Žluť', 'utf8')));
});
