import type { SecretValue } from '../../../lambda/kit/secret-value';
import { documensoVerifier } from '../../../lambda/providers/documenso/verify';
import { kingsignVerifier } from '../../../lambda/providers/kingsign/verify';
import type { ReceivedRequest } from '../../../lambda/providers/provider';
import { signPlusVerifier } from '../../../lambda/providers/sign-plus/verify';

const secrets: readonly SecretValue[] = [
  { stage: 'current', value: 'the current secret' },
  { stage: 'previous', value: 'the previous secret' },
];
const body = Buffer.from('{}');
const inHeader = (value?: string): ReceivedRequest => ({ headers: { 'x-documenso-secret': value }, body });
const inAddress = (urlToken?: string): ReceivedRequest => ({ headers: {}, body, urlToken });

const verifiers = [
  {
    title: 'Documenso',
    verifier: documensoVerifier,
    request: inHeader,
    authenticity: 'shared-secret',
    kind: 'secret',
    evidenceHeaders: ['content-type', 'user-agent'],
  },
  {
    title: 'Sign.Plus',
    verifier: signPlusVerifier,
    request: inAddress,
    authenticity: 'url-token',
    kind: 'token',
    evidenceHeaders: ['content-type', 'user-agent'],
  },
  {
    title: 'Kingsign',
    verifier: kingsignVerifier,
    request: inAddress,
    authenticity: 'url-token',
    kind: 'token',
    evidenceHeaders: ['content-type', 'user-agent', 'x-webhook-type', 'x-webhook-source'],
  },
] as const;

describe.each(verifiers)(
  'The verifier of $title',
  ({ verifier, request, authenticity, kind, ...expected }) => {
    const verify = verifier.configure({});

    test.each(secrets)('accepts the $stage value', ({ stage, value }) => {
      expect(verify(request(value), secrets)).toEqual({
        kind: 'genuine',
        authenticity,
        matchedSecret: stage,
      });
    });

    test('refuses another value, and none at all', () => {
      expect(verify(request('a secret of another'), secrets)).toEqual({
        kind: 'mismatch',
        reason: `${kind}-mismatch`,
      });
      expect(verify(request(), secrets)).toEqual({ kind: 'malformed', reason: `${kind}-missing` });
    });

    test.each(['x'.repeat(15), 'x'.repeat(513), ' the current secret', 'the current secret\n'])(
      'refuses %j without secrets: no secret can have this form',
      (value) => {
        expect(verify(request(value), [])).toEqual({ kind: 'malformed', reason: `${kind}-malformed` });
      },
    );

    test('keeps headers without a secret, and says that the proof does not cover the body', () => {
      expect(verifier).toMatchObject({ signsBody: false, secretForm: { minLength: 16, maxLength: 512 } });
      expect(verifier.evidenceHeaders).toEqual(expected.evidenceHeaders);
    });
  },
);
