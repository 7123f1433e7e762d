import type { SecretValue } from '../../../../lambda/kit/secret-value';
import { signPlusVerifier } from '../../../../lambda/providers/sign-plus/verify';
import { fixture } from './fixture';

const token = 'T0ken'.repeat(8);
const current: SecretValue = { stage: 'current', value: token };
const previous: SecretValue = { stage: 'previous', value: 'Earlier'.repeat(6) };

const verify: ReturnType<typeof signPlusVerifier.configure> = (...given) =>
  signPlusVerifier.configure({})(...given);
const body = fixture('envelope-completed.json');
const verdict = (urlToken: string | undefined, secrets: readonly SecretValue[] = [current, previous]) =>
  verify({ headers: {}, body, ...(urlToken === undefined ? {} : { urlToken }) }, secrets);

test.each([current, previous])('the $stage token in the address is proof', ({ stage, value }) => {
  expect(verdict(value)).toEqual({ genuine: true, authenticity: 'url-token', matchedSecret: stage });
});

test.each<[string, string | undefined, 'token-missing' | 'token-mismatch']>([
  ['none', undefined, 'token-missing'],
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

test('keeps as evidence what tells of the sender, and nothing that proves', () => {
  expect(signPlusVerifier.evidenceHeaders).toEqual(['content-type', 'user-agent']);
});

test('its proof does not cover the body, which repeats the address: the room has to strike the token out', () => {
  expect(signPlusVerifier).toMatchObject({ signsBody: false, minimumSecretLength: 16 });
});
