import { reasonInWords, reasonName } from '../../cli/reasons';

describe('a failure reason', () => {
  it.each([
    ['unauthorized', /^unauthorized: the provider's API refused the API key/],
    ['PermanentFailure (foreign-bucket)', /^foreign-bucket: the message names a bucket/],
    ['Error < ProviderApiError (timed-out)', /^timed-out: the provider's API did not answer/],
    ['TypeError < Error (ECONNREFUSED)', /^TypeError < Error \(ECONNREFUSED\)$/],
    ['constructor', /^constructor$/],
    ['x'.repeat(9_999), /^x{300}$/],
  ])('is explained if it is known, and cut if it is long: %s', (reason, words) => {
    expect(reasonInWords(reason)).toMatch(words);
  });
});

it.each([
  ['unauthorized', 'unauthorized'],
  ['PermanentFailure (foreign-bucket)', 'foreign-bucket'],
  ['PublishingFailed < AccessDeniedException (403)', 'AccessDenied'],
  ['TypeError', 'TypeError'],
])('the reason %s has the short name %s', (reason, name) => {
  expect(reasonName(reason)).toBe(name);
});
