import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EsignWebhooks, type EsignWebhooksProps } from '../../lib';
import { oneEndpoint } from './synth';

const env = { account: '123456789012', region: 'eu-west-1' };
const makeStack = () => new Stack(new App(), 'Test', { env });
const busOf = (stack: Stack, account: string, region = env.region) =>
  events.EventBus.fromEventBusArn(stack, 'Bus', `arn:aws:events:${region}:${account}:event-bus/central`);

test.each<[string, RegExp, (stack: Stack) => Partial<EsignWebhooksProps>]>([
  [
    'bus',
    /eventBus is in the region us-east-1: give one in the region of the stack/,
    (stack) => ({ eventBus: busOf(stack, env.account, 'us-east-1') }),
  ],
  [
    'bucket',
    /archiveBucket is in the region us-east-1/,
    (stack) => ({
      archiveBucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', {
        bucketName: 'theirs',
        region: 'us-east-1',
      }),
    }),
  ],
  [
    'key',
    /encryptionKey is in the region us-east-1/,
    (stack) => ({
      encryptionKey: kms.Key.fromKeyArn(
        stack,
        'Key',
        'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      ),
    }),
  ],
  [
    'former key',
    /formerEncryptionKeys\[0\] is in the region us-east-1/,
    (stack) => ({
      formerEncryptionKeys: [
        kms.Key.fromKeyArn(
          stack,
          'Key',
          'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        ),
      ],
    }),
  ],
])('a %s of another region is refused', (_what, message, bring) => {
  const stack = makeStack();

  expect(() => new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, ...bring(stack) })).toThrow(message);
});

test('a bus of another account gets the events, named by its ARN', () => {
  const stack = makeStack();
  const eventBus = busOf(stack, '210987654321');

  new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, eventBus });

  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const buses = functions.map(({ Properties }) => {
    const { Environment } = Properties as { Environment?: { Variables: Record<string, unknown> } };
    return Environment?.Variables.EVENT_BUS;
  });
  expect(buses.filter((bus) => bus !== undefined)).toEqual([eventBus.eventBusArn, eventBus.eventBusArn]);
});

test('a rule on a bus of another account is refused, because it would be made on no bus', () => {
  const stack = makeStack();
  const signing = new EsignWebhooks(stack, 'Signing', {
    ...oneEndpoint,
    eventBus: busOf(stack, '210987654321'),
  });

  expect(() => signing.onEnvelopeArchived('FileIt')).toThrow(
    /"Test\/Signing", rule "FileIt": eventBus is in the account 210987654321, so the rule would match nothing: make it in a stack of that account/,
  );
});

test('a rule in a stack of the account of the bus is made there', () => {
  const stack = makeStack();
  const far = new Stack(App.of(stack) as App, 'Far', { env: { ...env, account: '210987654321' } });
  const signing = new EsignWebhooks(stack, 'Signing', {
    ...oneEndpoint,
    eventBus: busOf(stack, '210987654321'),
  });

  signing.onEnvelopeArchived('FileIt', { crossStackScope: far });

  Template.fromStack(far).hasResourceProperties('AWS::Events::Rule', { EventBusName: 'central' });
});

test('two constructs of one stack may call one function on alarms, if its permissions have unique ids', () => {
  const stack = makeStack();
  const onAlarm = new lambda.Function(stack, 'OnAlarm', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
  });
  const alarmActions = [new actions.LambdaAction(onAlarm, { useUniquePermissionId: true })];

  for (const id of ['One', 'Other']) new EsignWebhooks(stack, id, { ...oneEndpoint, alarmActions });

  expect(() => Template.fromStack(stack)).not.toThrow();
});
