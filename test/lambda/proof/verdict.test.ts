import { mayMatchOtherSecrets, type RefusalReason } from '../../../lambda/proof/verdict';

test.each<[RefusalReason, boolean]>([
  ['signature-mismatch', true],
  ['secret-mismatch', true],
  ['token-mismatch', true],
  ['signature-missing', false],
  ['signature-malformed', false],
  ['algorithm-not-allowed', false],
  ['secret-missing', false],
  ['token-missing', false],
])('a request refused for %s is worth a fresh look at the secrets: %s', (reason, expected) => {
  expect(mayMatchOtherSecrets({ genuine: false, reason })).toBe(expected);
});

test('a genuine request needs no other secrets', () => {
  const verdict = { genuine: true, authenticity: 'url-token', matchedSecret: 'current' } as const;

  expect(mayMatchOtherSecrets(verdict)).toBe(false);
});
