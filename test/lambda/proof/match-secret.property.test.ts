import fc from 'fast-check';
import { matchSecret, sharedSecret, urlToken } from '../../../lambda/proof/match-secret';
import type { SecretValue } from '../../../lambda/kit/secret-value';

const current = { stage: 'current', value: 'the-secret-that-counts-now' } as const;
const previous = { stage: 'previous', value: 'the-secret-of-yesterday' } as const;

const isTrimmed = (text: string) => text.trim() === text;

const schemes = [
  ['shared-secret', sharedSecret],
  ['url-token', urlToken],
] as const;

const reasons = {
  'shared-secret': {
    missing: 'secret-missing',
    malformed: 'secret-malformed',
    mismatch: 'secret-mismatch',
  },
  'url-token': { missing: 'token-missing', malformed: 'token-malformed', mismatch: 'token-mismatch' },
} as const;

describe.each(schemes)('matchSecret (%s)', (authenticity, scheme) => {
  const { missing, malformed, mismatch } = reasons[authenticity];

  it.each([current, previous])('accepts the $stage secret, and returns its stage', (secret) => {
    expect(matchSecret(scheme, secret.value, [current, previous])).toEqual({
      kind: 'genuine',
      authenticity,
      matchedSecret: secret.stage,
    });
  });

  it('returns the current stage if both secrets are the same', () => {
    const same = { ...previous, value: current.value };

    expect(matchSecret(scheme, current.value, [current, same])).toMatchObject({ matchedSecret: 'current' });
  });

  it.each([undefined, ''])('treats %j as missing, whatever the secrets are', (given) => {
    const secrets: SecretValue[] = [current, { stage: 'previous', value: '' }];

    expect(matchSecret(scheme, given, secrets)).toEqual({ kind: 'malformed', reason: missing });
    expect(matchSecret(scheme, given, [])).toEqual({ kind: 'malformed', reason: missing });
  });

  it.each([
    ['a prefix', current.value.slice(0, -1)],
    ['one with a letter more', `${current.value}x`],
    ['one in capitals', current.value.toUpperCase()],
    ['one twice, as a repeated header is handed over', `${current.value},${current.value}`],
    ['a list of names of what every object has', 'constructor,hasOwnProperty'],
  ])('refuses %s', (_what, given) => {
    expect(matchSecret(scheme, given, [current, previous])).toEqual({ kind: 'mismatch', reason: mismatch });
  });

  it.each([
    ['one with a space before it', ` ${current.value}`],
    ['one with a newline after it', `${current.value}\n`],
    ['one of 15 characters', 'x'.repeat(15)],
    ['one of 513 characters', 'x'.repeat(513)],
  ])('treats %s as malformed, whatever the secrets are', (_what, given) => {
    const secrets: SecretValue[] = [current, { stage: 'previous', value: given }];

    expect(matchSecret(scheme, given, secrets)).toEqual({ kind: 'malformed', reason: malformed });
    expect(matchSecret(scheme, given, [])).toEqual({ kind: 'malformed', reason: malformed });
  });

  it('refuses everything without a secret', () => {
    expect(matchSecret(scheme, current.value, [])).toEqual({ kind: 'mismatch', reason: mismatch });
  });

  it('accepts exactly the texts that are secrets', () => {
    const text = fc.string({ unit: 'binary', minLength: 16, maxLength: 20 }).filter(isTrimmed);

    fc.assert(
      fc.property(text, text, (given, value) => {
        const { kind } = matchSecret(scheme, given, [{ stage: 'current', value }]);

        // Compared as bytes, because different lone surrogates have the same bytes.
        expect(kind === 'genuine').toBe(Buffer.from(given).equals(Buffer.from(value)));
      }),
    );
  });
});
