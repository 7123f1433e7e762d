import { reasonInWords } from '../../cli/reasons';

describe('a failure reason', () => {
  it.each([
    ['unauthorized', /^unauthorized: the provider's API refused the API key/],
    ['PermanentFailure (foreign-bucket)', /^foreign-bucket: the message names a bucket/],
    ['Error < ProviderApiError (timed-out)', /^timed-out: the provider's API did not answer/],
    ['TypeError < Error (ECONNREFUSED)', /^TypeError < Error \(ECONNREFUSED\)$/],
    ['constructor', /^constructor$/],
    ['a name that somebody else chose\u001b[2J\n', /^a name that somebody else chose\?\[2J\?$/],
    ['x'.repeat(9_999), /^x{300}$/],
  ])('is explained if it is known, and printable: %s', (reason, words) => {
    expect(reasonInWords(reason)).toMatch(words);
  });
});
