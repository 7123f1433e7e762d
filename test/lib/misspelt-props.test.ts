import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EsignProvider, EsignWebhooks, type EsignWebhooksProps } from '../../lib';

/** Returns the warnings of a construct with these props. */
function warningsOf(
  bring: (stack: Stack) => Partial<EsignWebhooksProps>,
  use: (signing: EsignWebhooks) => unknown = () => undefined,
): string[] {
  const stack = new Stack(new App(), 'Test');
  use(new EsignWebhooks(stack, 'Signing', { providers: [EsignProvider.documenso()], ...bring(stack) }));
  return Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp('has no option|no versions'))
    .map(({ entry }) => String(entry.data));
}

describe('an option that does not exist is a warning:', () => {
  it.each<[string, object, string]>([
    [
      'archiveBuckt',
      {},
      'EsignWebhooks has no option "archiveBuckt", so it has no effect: did you mean "archiveBucket"?',
    ],
    ['alarmAction', {}, 'did you mean "alarmActions"?'],
    ['ENCRYPTIONKEY', {}, 'did you mean "encryptionKey"?'],
    ['somethingElse', {}, 'it has "providers", "eventBus"'],
  ])('%s', (name, value, message) => {
    const [warning, ...others] = warningsOf(() => ({ [name]: value }));

    expect(warning).toContain(message);
    expect(others).toEqual([]);
  });

  it('of an endpoint', () => {
    const misspelt = { apiUrl: 'https://sign.example.com', archived: false };

    expect(warningsOf(() => ({ providers: [EsignProvider.kingsign(misspelt)] }))).toEqual([
      expect.stringContaining(
        'kingsign has no option "archived", so it has no effect: did you mean "archive"?',
      ),
    ]);
  });

  it('of a rule', () => {
    const misspelt: object = { endpoint: ['documenso'] };

    expect(
      warningsOf(
        () => ({}),
        (signing) => signing.onEnvelopeArchived('Rule', misspelt),
      ),
    ).toEqual([
      expect.stringContaining(
        'onSigningEvent has no option "endpoint", so it has no effect: did you mean "endpoints"?',
      ),
    ]);
  });

  it('but not an option that is undefined, nor any that exists', () => {
    expect(
      warningsOf(
        () => ({ ['nothing']: undefined, alarmThresholds: {}, okActions: [] }),
        (signing) => signing.onEnvelopeArchived('Rule', { endpoints: ['documenso'], description: 'x' }),
      ),
    ).toEqual([]);
  });
});

describe('an own archive bucket', () => {
  it.each<[string, s3.BucketProps, number]>([
    ['without versions is a warning', {}, 1],
    ['with versions is none', { versioned: true }, 0],
    ['with Object Lock is none', { objectLockEnabled: true }, 0],
  ])('%s', (_, props, count) => {
    expect(warningsOf((stack) => ({ archiveBucket: new s3.Bucket(stack, 'Mine', props) }))).toHaveLength(
      count,
    );
  });

  it('that is imported is none', () => {
    expect(
      warningsOf((stack) => ({ archiveBucket: s3.Bucket.fromBucketName(stack, 'Mine', 'theirs') })),
    ).toEqual([]);
  });
});
