import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as events from 'aws-cdk-lib/aws-events';
import {
  EsignProvider,
  EsignWebhooks,
  SigningEventPattern,
  SigningEventType,
  TestEvents,
  type IEsignWebhooks,
  type OnSigningEventOptions,
} from '../../lib';
import { matchesPattern } from './matches-pattern';

const { ENVELOPE_ARCHIVED, ENVELOPE_COMPLETED } = SigningEventType;

const event = (type: string, more: object = {}) => ({
  source: 'esign.documenso',
  'detail-type': type,
  detail: { endpoint: 'documenso', confirmed: false, ...more },
});

/** One event of each type, genuine and of a test. */
const genuine = Object.values(SigningEventType).map((type) =>
  event(type, { confirmed: type === 'envelope.archived' }),
);
const tests = Object.values(SigningEventType).map((type) => event(type, { test: true }));

const typesOf = (matched: readonly { readonly 'detail-type': string }[]) =>
  matched.map((one) => one['detail-type']);
const everyType = Object.values(SigningEventType) as string[];

function owned() {
  const stack = new Stack(new App(), 'Test');
  return { stack, signing: new EsignWebhooks(stack, 'Signing', { providers: [EsignProvider.documenso()] }) };
}

function imported(): { readonly stack: Stack; readonly signing: IEsignWebhooks } {
  const { stack, signing: theirs } = owned();
  const { eventBus, archiveBucket, serviceName } = theirs;
  const attributes = { eventBus, archiveBucket, serviceName, endpoints: ['documenso'] };
  return { stack, signing: EsignWebhooks.fromAttributes(stack, 'Imported', attributes) };
}

/** Returns the types of the genuine and of the test events that a rule matches. */
function matchedBy({ stack, signing }: ReturnType<typeof imported>, options: OnSigningEventOptions) {
  const rule = signing.onSigningEvent('Rule', options).node.defaultChild as events.CfnRule;
  return matchedByPattern(stack.resolve(rule.eventPattern));
}

const matchedByPattern = (pattern: unknown) => ({
  genuine: typesOf(genuine.filter((one) => matchesPattern(pattern, one))),
  tests: typesOf(tests.filter((one) => matchesPattern(pattern, one))),
});

describe.each([
  ['of the own construct', owned],
  ['of an imported construct', imported],
])('a rule %s', (_, make) => {
  it('leaves out test events unless asked', () => {
    expect(matchedBy(make(), {})).toEqual({ genuine: everyType, tests: [] });
  });

  it('includes them', () => {
    expect(matchedBy(make(), { test: TestEvents.INCLUDE })).toEqual({ genuine: everyType, tests: everyType });
  });

  it('takes nothing else', () => {
    expect(matchedBy(make(), { test: TestEvents.ONLY })).toEqual({ genuine: [], tests: everyType });
  });

  it.each([ENVELOPE_ARCHIVED, ENVELOPE_COMPLETED])('takes those of %s only', (type) => {
    expect(matchedBy(make(), { types: [type], test: TestEvents.ONLY })).toEqual({
      genuine: [],
      tests: [type],
    });
  });

  it('a rule for what is confirmed never gets one', () => {
    expect(matchedBy(make(), { confirmed: true }).tests).toEqual([]);
  });
});

it('onEnvelopeArchived and onEnvelopeCompleted have the option too', () => {
  const { stack, signing } = owned();
  const patternOf = (rule: events.Rule): unknown =>
    stack.resolve((rule.node.defaultChild as events.CfnRule).eventPattern);

  expect(matchedByPattern(patternOf(signing.onEnvelopeArchived('A'))).tests).toEqual([]);
  expect(
    matchedByPattern(patternOf(signing.onEnvelopeArchived('B', { test: TestEvents.INCLUDE }))).tests,
  ).toEqual(['envelope.archived']);
  expect(
    matchedByPattern(patternOf(signing.onEnvelopeCompleted('C', { test: TestEvents.ONLY }))).tests,
  ).toEqual(['envelope.completed']);
});

it('a pattern for an own rule leaves them out unless asked', () => {
  const render = (test?: TestEvents) => {
    const pattern = SigningEventPattern.matching(test === undefined ? {} : { test });
    return matchedByPattern({ source: [{ prefix: 'esign.' }], detail: pattern.detail }).tests;
  };

  expect([render(), render(TestEvents.INCLUDE), render(TestEvents.ONLY)]).toEqual([[], everyType, everyType]);
});

it('what test webhooks leave in the archive is gone after 30 days, and nothing else ever is', () => {
  Template.fromStack(owned().stack).hasResourceProperties('AWS::S3::Bucket', {
    VersioningConfiguration: { Status: 'Enabled' },
    LifecycleConfiguration: {
      Rules: [
        {
          Id: 'TestsEnd',
          Prefix: 'test/',
          Status: 'Enabled',
          ExpirationInDays: 30,
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        },
      ],
    },
  });
});
