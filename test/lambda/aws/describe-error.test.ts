import { describeError } from '../../../lambda/aws/describe-error';

describe('describeError', () => {
  it('names an error and its causes, without what they say', () => {
    const error = new TypeError('the secret is hunter2', { cause: new RangeError('hunter2') });

    const described = describeError(error);

    expect(described).toEqual({ error: 'TypeError < RangeError', errorStatus: undefined });
  });

  it('quotes nothing of a body that was not JSON', () => {
    let error: unknown;
    try {
      JSON.parse('{"secret": hunter2}');
    } catch (thrown) {
      error = thrown;
    }

    expect(JSON.stringify(describeError(error))).not.toContain('hunter2');
  });

  it('gives the HTTP status, the code and the reason where an error of the chain has one', () => {
    const denied = Object.assign(new Error(), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    const reset = Object.assign(new Error(), { code: 'ECONNRESET', cause: denied });
    const failure = Object.assign(new Error(), {
      name: 'PermanentFailure',
      reason: 'no-such-thing',
      cause: reset,
    });

    expect(describeError(failure)).toEqual({
      error: 'PermanentFailure (no-such-thing) < Error (ECONNRESET) < AccessDenied',
      errorStatus: 403,
    });
  });

  it('gives both where an error has a reason and a code', () => {
    const failure = Object.assign(new Error(), { reason: 'no-such-thing', code: 'ECONNRESET' });

    expect(describeError(failure).error).toBe('Error (no-such-thing ECONNRESET)');
  });

  it('says of anything that is no error what it is, and does not quote it', () => {
    expect(describeError('hunter2')).toEqual({ error: 'string', errorStatus: undefined });
    expect(describeError(undefined)).toEqual({ error: 'undefined', errorStatus: undefined });
  });

  it('comes to an end where an error is its own cause', () => {
    const error = new Error();
    error.cause = error;

    expect(describeError(error).error).toBe('Error < Error < Error < Error < Error');
  });
});
