import { describeError } from '../../../lambda/aws/describe-error';

describe('describeError', () => {
  it('names an error and its causes, without their messages', () => {
    const error = new TypeError('the secret is hunter2', { cause: new RangeError('hunter2') });

    const described = describeError(error);

    expect(described).toEqual({ error: 'TypeError < RangeError', errorStatus: undefined });
  });

  it('quotes nothing of a body that is not JSON', () => {
    let error: unknown;
    try {
      JSON.parse('{"secret": hunter2}');
    } catch (thrown) {
      error = thrown;
    }

    expect(JSON.stringify(describeError(error))).not.toContain('hunter2');
  });

  it('has the HTTP status, code and reason of the errors in the chain', () => {
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

  it('has both the reason and the code of an error', () => {
    const failure = Object.assign(new Error(), { reason: 'no-such-thing', code: 'ECONNRESET' });

    expect(describeError(failure).error).toBe('Error (no-such-thing ECONNRESET)');
  });

  it('has only the type of a thrown value that is not an Error', () => {
    expect(describeError('hunter2')).toEqual({ error: 'string', errorStatus: undefined });
    expect(describeError(undefined)).toEqual({ error: 'undefined', errorStatus: undefined });
  });

  it('ends if an error is its own cause', () => {
    const error = new Error();
    error.cause = error;

    expect(describeError(error).error).toBe('Error < Error < Error < Error < Error');
  });
});
