import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import { TimedOut } from '../../../lambda/kit/within-time';

const cause = new Error('what lies below');

test('a permanent failure says by name what went wrong, and that no retry helps', () => {
  const failure = new PermanentFailure('body-not-json', { cause });

  expect(failure).toMatchObject({
    name: 'PermanentFailure',
    message: 'body-not-json',
    reason: 'body-not-json',
    retryable: false,
    cause,
  });
});

test('a refusal of a provider says by name and status what it was, and that a retry can help', () => {
  const failure = new ProviderApiError('server-error', { status: 503, retryAfterSeconds: 7 }, { cause });

  expect(failure).toMatchObject({
    name: 'ProviderApiError',
    message: 'server-error (HTTP 503)',
    reason: 'server-error',
    details: { status: 503, retryAfterSeconds: 7 },
    retryable: true,
    cause,
  });
});

test('where a provider did not answer there is no status to tell', () => {
  expect(new ProviderApiError('unreachable')).toMatchObject({ message: 'unreachable', details: {} });
});

test('what took too long says how long it had, and that a retry can help', () => {
  expect(new TimedOut(1_500)).toMatchObject({
    name: 'TimedOut',
    message: 'no answer within 1500 ms',
    milliseconds: 1_500,
    retryable: true,
  });
});
