import { awsCause } from '../../../cli/aws/aws-cause';

/** An error as the SDK, a credentials provider or Node throws it. */
const error = (name: string, rest: { message?: string; code?: string; $fault?: string } = {}) =>
  Object.assign(new Error(rest.message ?? 'a message with s3cret'), { name, ...rest });

const cause = (thrown: unknown) => awsCause(thrown, 'sqs:SendMessage', 'Try again.');

describe('the cause of a failed call', () => {
  it.each<[string, Error, string]>([
    ['no region', error('Error', { message: 'Region is missing' }), 'give --region'],
    [
      'a region that is no name of a host',
      error('Error', { message: 'Region not accepted: region="a b" is not a valid hostname component.' }),
      'check --region',
    ],
    ['no credentials', error('CredentialsProviderError'), 'sign in, or give --profile'],
    [
      'an SSO session that is over',
      error('CredentialsProviderError', {
        message: 'The SSO session associated with this profile has expired.',
      }),
      'session has expired',
    ],
    ['an SSO token that is over', error('TokenProviderError'), 'session has expired'],
    ['an expired token', error('ExpiredToken'), 'session has expired'],
    ['an expired token, by its other name', error('ExpiredTokenException'), 'session has expired'],
    ['an unknown key', error('InvalidClientTokenId'), 'may not be enabled'],
    ['an unknown key, by its other name', error('UnrecognizedClientException'), 'may not be enabled'],
    ['a wrong key', error('SignatureDoesNotMatch'), 'check the clock'],
    ['a wrong clock', error('RequestTimeTooSkewed'), 'check the clock'],
    ['a denied call', error('AccessDenied'), 'access denied. You need sqs:SendMessage.'],
    ['a denied call, by its other name', error('AccessDeniedException'), 'You need sqs:SendMessage.'],
    ['a throttled call', error('Throttling'), 'throttled'],
    ['a throttled call, by its other name', error('ThrottlingException'), 'throttled'],
    ['too many calls', error('TooManyRequestsException'), 'throttled'],
    ['a queue that is gone', error('QueueDoesNotExist'), 'does not exist'],
    ['a secret that is gone', error('ResourceNotFoundException'), 'does not exist'],
    ['a disabled key', error('DecryptionFailure'), 'KMS key'],
    ['a change by somebody else', error('ResourceConflictException'), 'somebody else'],
    ['a malformed name', error('ValidationError'), 'check the options'],
    ['no name for the host', error('Error', { code: 'ENOTFOUND' }), 'the region has the right name'],
    ['a proxy', error('Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'NODE_EXTRA_CA_CERTS'],
    ['a refused connection', error('Error', { code: 'ECONNREFUSED' }), 'not answer (ECONNREFUSED)'],
    ['a time limit', error('TimeoutError'), 'not answer (TimeoutError)'],
    ['a fault of AWS', error('InternalFailure', { $fault: 'server' }), 'AWS has a fault (InternalFailure)'],
    ['an unknown error', error('Strange'), 'Strange. Try again.'],
    ['an error with another name', error('a s3cret'), 'unknown error. Try again.'],
  ])('is said in words for %s, without the message', (_what, thrown, words) => {
    expect(cause(thrown)).toContain(words);
    expect(cause(thrown)).not.toContain('s3cret');
  });

  it('has the action and the resource that AWS names: it may be the key of a secret', () => {
    const key = 'arn:aws:kms:eu-west-1:123456789012:key/1a2b';
    const message = `User: arn:aws:iam::123456789012:user/ann is not authorized to perform: kms:Decrypt on resource: ${key} with an explicit deny in a service control policy`;

    expect(cause(error('AccessDeniedException', { message }))).toContain(
      `You need kms:Decrypt on ${key}. A policy denies it explicitly.`,
    );
  });

  it.each([['TimeoutError'], ['InternalFailure'], ['Strange']])(
    'has the advice of the caller after %s: the call may have been done',
    (name) => {
      const thrown = error(name, { $fault: name === 'InternalFailure' ? 'server' : 'client' });

      expect(awsCause(thrown, 'a:B', 'It may be done.')).toMatch(/ It may be done\.$/);
    },
  );

  it('has no advice about a lost answer if the call was certainly not done', () => {
    expect(awsCause(error('AccessDenied'), 'a:B', 'It may be done.')).not.toContain('may be done');
  });
});
