import type { SecretValue } from '../../../../lambda/kit/secret-value';
import { kingsignVerifier } from '../../../../lambda/providers/kingsign/verify';
import { fixture } from './fixture';

const token = 'T0ken'.repeat(8);
const current: SecretValue = { stage: 'current', value: token };
const previous: SecretValue = { stage: 'previous', value: 'Earlier'.repeat(6) };

const headers = {
  'content-type': 'application/json',
  'user-agent': 'Kingsign-Webhook/1.0',
  'x-webhook-source': 'kingsign',
  'x-webhook-type': 'document.completed',
};
const verify: ReturnType<typeof kingsignVerifier.configure> = (...given) =>
  kingsignVerifier.configure({})(...given);
const verdict = (urlToken: string | undefined, secrets: readonly SecretValue[] = [current, previous]) =>
  verify(
    { headers, body: fixture('document-completed'), ...(urlToken === undefined ? {} : { urlToken }) },
    secrets,
  );

test.each([current, previous])('the $stage token in the address is proof', ({ stage, value }) => {
  expect(verdict(value)).toEqual({ kind: 'genuine', authenticity: 'url-token', matchedSecret: stage });
});

const missing = { kind: 'malformed', reason: 'token-missing' };
const mismatch = { kind: 'mismatch', reason: 'token-mismatch' };

test.each<[string, string | undefined, object]>([
  ['none, whatever the headers say', undefined, missing],
  ['an empty one', '', missing],
  ['another', 'x'.repeat(40), mismatch],
  ['the beginning of it', token.slice(0, -1), mismatch],
  ['more than it', `${token}x`, mismatch],
  ['it in another case', token.toLowerCase(), mismatch],
])('refuses %s', (_, urlToken, expected) => {
  expect(verdict(urlToken)).toEqual(expected);
});

test('refuses everything while no token is known, the empty one too', () => {
  expect(verdict(token, [])).toEqual(mismatch);
  expect(verdict('', [{ stage: 'current', value: '' }])).toEqual(missing);
});

test('needs no header to believe a request, for each is a constant: all are kept as evidence', () => {
  const bare = verify({ headers: {}, body: fixture('document-completed'), urlToken: token }, [current]);

  expect(bare).toMatchObject({ kind: 'genuine' });
  expect([...kingsignVerifier.evidenceHeaders].sort()).toEqual(Object.keys(headers).sort());
});

test('its proof does not cover the body: the token is struck out where it stands in it', () => {
  expect(kingsignVerifier).toMatchObject({ signsBody: false, minimumSecretLength: 16 });
});
