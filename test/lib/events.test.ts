import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import {
  ArchivedFileRole,
  Authenticity,
  EsignProvider,
  EsignWebhooks,
  SigningEventPattern,
  SigningEventType,
} from '../../lib';
import { makeStack, oneEndpoint, resourcesOf, resolveTokens } from './synth';

function signingIn(stack: Stack): EsignWebhooks {
  return new EsignWebhooks(stack, 'Signing', oneEndpoint);
}

test.each([
  ['onEnvelopeArchived', 'envelope.archived'],
  ['onEnvelopeCompleted', 'envelope.completed'],
] as const)('%s matches %s of its own endpoints and has the target', (on, type) => {
  const stack = makeStack();
  const queue = new sqs.Queue(stack, 'Mine');

  signingIn(stack)[on]('FileIt', {
    target: new targets.SqsQueue(queue),
    description: 'files it',
    ruleName: 'file-it',
  });

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    Name: 'file-it',
    Description: 'files it',
    EventBusName: { Ref: Match.stringLikeRegexp('^SigningEventBus') },
    EventPattern: {
      source: [{ prefix: 'esign.' }],
      'detail-type': [type],
      detail: { endpoint: ['iinked-sign'] },
    },
    Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Mine'), 'Arn'] } }],
  });
});

test('onSigningEvent matches all events or those that the options and an own pattern select', () => {
  const stack = makeStack();
  const signing = signingIn(stack);

  signing.onSigningEvent('All');
  signing.onSigningEvent('Some', {
    types: [SigningEventType.RECIPIENT_SIGNED],
    authenticities: [Authenticity.HMAC_SHA256],
    confirmed: false,
    endpoints: ['iinked-sign'],
    eventPattern: { detail: { envelope: { id: ['one'] } } },
  });

  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: [{ prefix: 'esign.' }], detail: { endpoint: ['iinked-sign'] } },
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: [{ prefix: 'esign.' }],
      'detail-type': ['recipient.signed'],
      detail: {
        endpoint: ['iinked-sign'],
        authenticity: ['hmac-sha256'],
        confirmed: [false],
        envelope: { id: ['one'] },
      },
    },
  });
});

test('a rule can be in the stack of its target', () => {
  const app = new App();
  const ours = new Stack(app, 'Ours');
  const theirs = new Stack(app, 'Theirs');

  signingIn(ours).onEnvelopeArchived('FileIt', {
    crossStackScope: theirs,
    target: new targets.SqsQueue(new sqs.Queue(theirs, 'Mine')),
  });

  Template.fromStack(theirs).resourceCountIs('AWS::Events::Rule', 1);
});

test('SigningEventPattern makes patterns for own rules', () => {
  const stack = makeStack();
  expect(stack.resolve(SigningEventPattern.matching())).toEqual({
    source: [{ prefix: 'esign.' }],
    detail: { foundBy: [{ exists: false }, 'reconciliation'], test: [{ exists: false }] },
  });
  const eventPattern = SigningEventPattern.matching({
    types: [SigningEventType.PROVIDER_EVENT],
    confirmed: false,
  });

  new events.Rule(stack, 'Rule', { eventPattern });

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: [{ prefix: 'esign.' }],
      'detail-type': ['provider.event'],
      detail: { confirmed: [false], test: [{ exists: false }] },
    },
  });
});

test.each([
  ['executed documents of the provider', [ArchivedFileRole.EXECUTED], ['executed']],
  ['drawn documents', [ArchivedFileRole.RENDERED], ['rendered']],
  ['both', [ArchivedFileRole.EXECUTED, ArchivedFileRole.RENDERED], ['executed', 'rendered']],
])('archivedRoles selects %s', (_, archivedRoles, roles) => {
  const stack = makeStack();
  const providers = [
    EsignProvider.documenso(),
    EsignProvider.kingsign({ apiUrl: 'https://sign.example.com' }),
  ];

  new EsignWebhooks(stack, 'Signing', { providers }).onEnvelopeArchived('FileIt', { archivedRoles });

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      'detail-type': ['envelope.archived'],
      detail: { endpoint: ['documenso', 'kingsign'], archive: { roles } },
    },
  });
});

test('grants allow reading documents or records of all endpoints or of one, and nothing else', () => {
  const stack = makeStack();
  const signing = signingIn(stack);
  const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });

  signing.grants.readDocuments(reader, 'iinked-sign');
  signing.grants.readRecords(reader);

  const [, policy] = Object.entries(resourcesOf(Template.fromStack(stack))).find(([id]) =>
    id.startsWith('ReaderDefaultPolicy'),
  )!;
  expect(resolveTokens(policy.Properties.PolicyDocument)).toEqual({
    Version: '2012-10-17',
    Statement: [
      readOf('documents/iinked-sign/*', 'test/iinked-sign/documents/*'),
      readOf('webhooks/*', 'test/iinked-sign/webhooks/*'),
    ],
  });
});

const readOf = (...objects: readonly string[]) => ({
  Action: 's3:GetObject',
  Effect: 'Allow',
  Resource: objects.map((object) => `<ArchiveBucket.Arn>/${object}`),
});

test('a grant to another account is in the bucket policy', () => {
  const stack = makeStack();

  signingIn(stack).grants.readDocuments(new iam.AccountPrincipal('210987654321'), 'iinked-sign');

  Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Action: 's3:GetObject',
          Principal: { AWS: Match.objectLike({ 'Fn::Join': Match.anyValue() }) },
          Resource: [
            { 'Fn::Join': ['', [Match.anyValue(), '/documents/iinked-sign/*']] },
            { 'Fn::Join': ['', [Match.anyValue(), '/test/iinked-sign/documents/*']] },
          ],
        }),
      ]),
    },
  });
});

test('throws for an unknown endpoint, and names the known ones', () => {
  const signing = signingIn(makeStack());

  expect(() => signing.webhookUrl('documenso')).toThrow(
    'EsignWebhooks "Test/Signing" has no endpoint "documenso": it has "iinked-sign"',
  );
});
