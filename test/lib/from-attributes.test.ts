import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  EsignMetric,
  EsignProvider,
  EsignWebhooks,
  type EsignWebhooksAttributes,
  type IEsignWebhooks,
} from '../../lib';

const keyArn = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

function imported(change: Partial<EsignWebhooksAttributes> = {}) {
  const stack = new Stack(new App(), 'Consumer', { env: { account: '123456789012', region: 'eu-west-1' } });
  const signing = EsignWebhooks.fromAttributes(stack, 'Signing', {
    eventBus: events.EventBus.fromEventBusArn(
      stack,
      'Bus',
      'arn:aws:events:eu-west-1:123456789012:event-bus/Signing.Bus',
    ),
    archiveBucket: s3.Bucket.fromBucketAttributes(stack, 'Archive', {
      bucketName: 'their-archive',
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', keyArn),
    }),
    endpoints: ['documenso', 'events-only'],
    archivingEndpoints: ['documenso'],
    serviceName: 'Theirs-Signing',
    ...change,
  });
  return { stack, signing };
}

test('a rule of another app matches the endpoints of the pipeline', () => {
  const { stack, signing } = imported();

  signing.onEnvelopeArchived('FileIt', { endpoints: ['documenso'] });
  signing.onSigningEvent('All');

  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Events::Rule', {
    EventBusName: 'Signing.Bus',
    EventPattern: {
      source: [{ prefix: 'esign.' }],
      'detail-type': ['envelope.archived'],
      detail: { endpoint: ['documenso'] },
    },
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { detail: { endpoint: ['documenso', 'events-only'] } },
  });
});

test('its grants have the documents and the key', () => {
  const { stack, signing } = imported();
  const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });

  signing.grants.readDocuments(reader, 'documenso');

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        { Action: 'kms:Decrypt', Effect: 'Allow', Resource: keyArn },
        {
          Action: 's3:GetObject',
          Effect: 'Allow',
          Resource: ['documents/documenso/*', 'test/documenso/documents/*'].map((objects) => ({
            'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::their-archive/${objects}`]],
          })),
        },
      ],
    },
  });
});

test('its metrics are those that the functions of the pipeline count', () => {
  const { signing } = imported();
  const own = new EsignWebhooks(new Stack(new App(), 'Theirs'), 'Signing', {
    providers: [EsignProvider.documenso()],
  });

  const dimensions = ({ signing: any }: { signing: IEsignWebhooks }, endpoint?: string) =>
    any.metric(EsignMetric.ARCHIVE_FAILED, endpoint).dimensions;

  expect(dimensions({ signing }, 'documenso')).toEqual({ service: 'Theirs-Signing', endpoint: 'documenso' });
  expect(dimensions({ signing })).toEqual({ service: 'Theirs-Signing' });
  expect(Stack.of(own).resolve(own.serviceName)).toEqual({
    'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, '-Signing']],
  });
});

test('an option of a metric that is undefined hides no default', () => {
  const { signing } = imported();

  expect(
    signing.metric(EsignMetric.EVENT_PUBLISHED, undefined, { statistic: undefined, label: 'Events' }),
  ).toMatchObject({ statistic: 'Sum', label: 'Events' });
});

test.each<[string, RegExp, (signing: IEsignWebhooks) => unknown]>([
  [
    'a metric of an unknown endpoint',
    /has no endpoint "nope": it has "documenso", "events-only"/,
    (signing) => signing.metric(EsignMetric.EVENT_PUBLISHED, 'nope'),
  ],
  [
    'a rule of an unknown endpoint',
    /no endpoint "nope"/,
    (signing) => signing.onSigningEvent('R', { endpoints: ['nope'] }),
  ],
  [
    'an archive that is not there',
    /no endpoint of "events-only" archives/,
    (signing) => signing.onEnvelopeArchived('R', { endpoints: ['events-only'] }),
  ],
])('%s is an error', (_, message, use) => {
  expect(() => use(imported().signing)).toThrow(message);
});

test.each<[string, Partial<EsignWebhooksAttributes>, RegExp]>([
  ['no endpoints', { endpoints: [], archivingEndpoints: undefined }, /endpoints is empty: give the names/],
  ['an impossible name', { endpoints: ['Documenso'], archivingEndpoints: [] }, /endpoint is "Documenso"/],
  ['an archive of an unknown endpoint', { archivingEndpoints: ['nope'] }, /archivingEndpoints has "nope"/],
  ['no service', { serviceName: '' }, /serviceName is ""/],
])('attributes with %s are an error', (_, change, message) => {
  expect(() => imported(change)).toThrow(message);
});

test('isEsignWebhooks knows an EsignWebhooks, and nothing else', () => {
  const own = new EsignWebhooks(new Stack(), 'Signing', { providers: [EsignProvider.documenso()] });

  expect(
    [own, imported().signing, new Stack(), undefined, null, 'Signing'].map(EsignWebhooks.isEsignWebhooks),
  ).toEqual([true, false, false, false, false, false]);
});
