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
  expect(verdict(value)).toEqual({ genuine: true, authenticity: 'url-token', matchedSecret: stage });
});

test.each<[string, string | undefined, 'token-missing' | 'token-mismatch']>([
  ['none, whatever the headers say', undefined, 'token-missing'],
  ['an empty one', '', 'token-missing'],
  ['another', 'x'.repeat(40), 'token-mismatch'],
  ['the beginning of it', token.slice(0, -1), 'token-mismatch'],
  ['more than it', `${token}x`, 'token-mismatch'],
  ['it in another case', token.toLowerCase(), 'token-mismatch'],
])('refuses %s', (_, urlToken, reason) => {
  expect(verdict(urlToken)).toEqual({ genuine: false, reason });
});

test('refuses everything while no token is known, the empty one too', () => {
  expect(verdict(token, [])).toMatchObject({ genuine: false });
  expect(verdict('', [{ stage: 'current', value: '' }])).toMatchObject({ genuine: false });
});

test('needs no header to believe a request, for each is a constant: all are kept as evidence', () => {
  const bare = verify({ headers: {}, body: fixture('document-completed'), urlToken: token }, [current]);

  expect(bare).toMatchObject({ genuine: true });
  expect([...kingsignVerifier.evidenceHeaders].sort()).toEqual(Object.keys(headers).sort());
});

test('its proof does not cover the body: the token is struck out where it stands in it', () => {
  expect(kingsignVerifier).toMatchObject({ signsBody: false, minimumSecretLength: 16 });
});
