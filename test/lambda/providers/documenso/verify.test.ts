import { documensoVerifier } from '../../../../lambda/providers/documenso/verify';
import type { SecretValue } from '../../../../lambda/kit/secret-value';
import { fixture } from './fixture';

const secret = 'A'.repeat(43) + 'é';
const current: SecretValue = { stage: 'current', value: secret };
const previous: SecretValue = { stage: 'previous', value: 'the-one-before-it' };

const verify = (header: string | undefined, secrets: readonly SecretValue[] = [current, previous]) =>
  documensoVerifier.configure({})(
    {
      headers: { 'x-documenso-secret': header, 'content-type': 'application/json' },
      body: fixture('v2.17-document-completed'),
    },
    secrets,
  );

test.each([
  ['the secret', secret, 'current'],
  ['the one before it', previous.value, 'previous'],
])('%s is accepted', (_, header, matchedSecret) => {
  expect(verify(header)).toEqual({ kind: 'genuine', authenticity: 'shared-secret', matchedSecret });
});

const missing = { kind: 'malformed', reason: 'secret-missing' };
const mismatch = { kind: 'mismatch', reason: 'secret-mismatch' };

test.each([
  ['no header', undefined, missing],
  ['an empty header, as of a webhook without a secret', '', missing],
  ['another secret', 'B'.repeat(44), mismatch],
  ['a part of it', secret.slice(0, -1), mismatch],
  ['it and more', `${secret} `, mismatch],
  ['it twice, as repeated headers are joined', `${secret},${secret}`, mismatch],
  ['it in another case', secret.toLowerCase(), mismatch],
])('%s is refused', (_, header, expected) => {
  expect(verify(header)).toEqual(expected);
});

test('an empty header is refused also where a secret is empty, or none is set', () => {
  expect(verify('', [{ stage: 'current', value: '' }])).toEqual(missing);
  expect(verify('', [])).toEqual(missing);
  expect(verify(secret, [])).toEqual(mismatch);
});

test('the secret is not kept as evidence, and the body is not proved', () => {
  expect(documensoVerifier.evidenceHeaders).toEqual(['content-type', 'user-agent']);
  expect(documensoVerifier).toMatchObject({ signsBody: false, minimumSecretLength: 16 });
});
