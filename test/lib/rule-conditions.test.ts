import { App, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  ArchivedFileRole,
  Authenticity,
  EsignProvider,
  EsignWebhooks,
  type OnSigningEventOptions,
  SigningEventPattern,
  SigningEventType,
  TestEvents,
} from '../../lib';

const stackWithAll = () => {
  const stack = new Stack(new App(), 'Test');
  const signing = new EsignWebhooks(stack, 'Signing', {
    providers: [
      EsignProvider.documenso(),
      EsignProvider.signPlus(),
      EsignProvider.kingsign({ apiUrl: 'https://sign.example.com', endpoint: 'events-only', archive: false }),
    ],
  });
  return { stack, signing };
};

/** Returns the pattern of the only rule. */
function patternOf(options: OnSigningEventOptions): unknown {
  const { stack, signing } = stackWithAll();
  const rule = signing.onSigningEvent('Rule', options).node.defaultChild as events.CfnRule;
  return stack.resolve(rule.eventPattern);
}

const notOfImport = [{ exists: false }, 'reconciliation'];
const notOfTest = [{ exists: false }];
const notReplayed = [{ exists: false }];

const everything = {
  source: [{ prefix: 'esign.' }],
  detail: {
    endpoint: ['documenso', 'sign-plus', 'events-only'],
    foundBy: notOfImport,
    test: notOfTest,
    replayedAt: notReplayed,
  },
};

describe('a condition that is undefined counts as left out:', () => {
  it.each([
    'endpoints',
    'types',
    'authenticities',
    'confirmed',
    'archivedRoles',
    'imports',
    'test',
    'eventPattern',
  ])('%s', (name) => {
    expect(patternOf({ [name]: undefined })).toEqual(everything);
  });
});

const { ENVELOPE_ARCHIVED, ENVELOPE_ARCHIVE_FAILED, ENVELOPE_COMPLETED, RECIPIENT_SIGNED } = SigningEventType;

describe('a rule that no event could match is an error:', () => {
  it.each<[string, OnSigningEventOptions, RegExp]>([
    ['no endpoints', { endpoints: [] }, /endpoints is \[\], so no event would match: give a list/],
    ['no types', { types: [] }, /types is \[\]/],
    ['no authenticities', { authenticities: [] }, /authenticities is \[\]/],
    ['no roles', { archivedRoles: [] }, /archivedRoles is \[\]/],
    [
      'an unknown endpoint',
      { endpoints: ['documenso', 'nope'] },
      /has no endpoint "nope": it has "documenso", "sign-plus", "events-only"/,
    ],
    [
      'a misspelt type',
      { types: ['envelope.archive' as SigningEventType] },
      /types has "envelope.archive", which no event has/,
    ],
    [
      'the authenticity of an archived envelope',
      { types: [ENVELOPE_ARCHIVED], authenticities: [Authenticity.URL_TOKEN] },
      /authenticities is \["url-token"\], so events of the types "envelope.archived" never match: they come from no webhook/,
    ],
    [
      'the authenticity of a failure, among others',
      {
        types: [ENVELOPE_COMPLETED, ENVELOPE_ARCHIVE_FAILED],
        authenticities: [Authenticity.URL_TOKEN],
      },
      /"envelope.archive-failed" never match/,
    ],
    [
      'an archived envelope that is not confirmed',
      { types: [ENVELOPE_ARCHIVED], confirmed: false },
      /confirmed is false/,
    ],
    ['a confirmed signature', { types: [RECIPIENT_SIGNED], confirmed: true }, /confirmed is true/],
    [
      'roles of a webhook',
      { types: [ENVELOPE_COMPLETED], archivedRoles: [ArchivedFileRole.EXECUTED] },
      /archivedRoles is \["executed"\], so events of the types "envelope.completed" never match: they have no archive/,
    ],
    [
      'roles and an authenticity',
      { archivedRoles: [ArchivedFileRole.EXECUTED], authenticities: [Authenticity.SHARED_SECRET] },
      /authenticities is .*, and archivedRoles is .*: no event has all of it/,
    ],
    [
      'confirmed, with an authenticity',
      { confirmed: true, authenticities: [Authenticity.SHARED_SECRET] },
      /no event has all of it/,
    ],
    [
      'confirmed completions, with an authenticity',
      { types: [ENVELOPE_COMPLETED], confirmed: true, authenticities: [Authenticity.SHARED_SECRET] },
      /authenticities is .*, and confirmed is true: no event of the types "envelope.completed" has all of it/,
    ],
    [
      'confirmed completions of an endpoint that does not archive',
      { endpoints: ['events-only'], types: [ENVELOPE_COMPLETED], confirmed: true },
      /no endpoint of "events-only" archives \(archive is false\), so there is no "confirmed envelope.completed"/,
    ],
    [
      'imports of completions',
      { types: [ENVELOPE_COMPLETED, ENVELOPE_ARCHIVE_FAILED], imports: true },
      /imports is true, but no event that meets the other conditions is of an import/,
    ],
    [
      'imports with an authenticity',
      { authenticities: [Authenticity.SHARED_SECRET], imports: true },
      /imports is true, but no event/,
    ],
    [
      'a pattern of imports without that option',
      { eventPattern: { detail: { foundBy: ['import'] } } },
      /eventPattern.detail.foundBy is \["import"\], but the rule is for .*, so no event would match/,
    ],
    [
      'confirmed tests',
      { confirmed: true, test: TestEvents.ONLY },
      /confirmed is true: no event has all of it/,
    ],
    [
      'confirmed archived tests',
      { types: [ENVELOPE_ARCHIVED], confirmed: true, test: TestEvents.ONLY },
      /confirmed is true, so events of the types "envelope.archived" never match: they are not confirmed/,
    ],
    [
      'tests beside what is confirmed',
      { confirmed: true, test: TestEvents.INCLUDE },
      /test is "include", but no event that meets the other conditions is of a test webhook: leave it out/,
    ],
    [
      'imports of tests',
      { imports: true, test: TestEvents.ONLY },
      /imports is true, but no event that meets the other conditions is of an import/,
    ],
    [
      'a misspelt test',
      { test: 'all' as TestEvents },
      /test has "all", which no event has: give some of "include", "only"/,
    ],
    [
      'a pattern of tests without that option',
      { eventPattern: { detail: { test: [true] } } },
      /eventPattern.detail.test is \[true\], but the rule is for \[{"exists":false}\], so no event would match/,
    ],
    [
      'an authenticity that these providers do not have',
      { authenticities: [Authenticity.HMAC_SHA1] },
      /the events of "documenso", "sign-plus", "events-only" only have "shared-secret", "url-token"/,
    ],
    [
      'a role that this provider does not have',
      { endpoints: ['documenso'], archivedRoles: [ArchivedFileRole.RENDERED] },
      /the events of "documenso" only have "executed"/,
    ],
    [
      'the archive of an endpoint that does not archive',
      { endpoints: ['events-only'], types: [ENVELOPE_ARCHIVED] },
      /no endpoint of "events-only" archives \(archive is false\), so there is no "envelope.archived"/,
    ],
    [
      'the archive of two endpoints, one of which does not archive',
      { endpoints: ['documenso', 'events-only'], types: [ENVELOPE_ARCHIVED, ENVELOPE_ARCHIVE_FAILED] },
      /endpoints has "events-only" with archive switched off/,
    ],
    [
      'another source',
      { eventPattern: { source: ['aws.ec2'] } },
      /eventPattern.source is \["aws.ec2"\], but the rule is for \[\{"prefix":"esign."\}\], so no event would match/,
    ],
    [
      'the endpoint of another construct',
      { eventPattern: { detail: { endpoint: ['theirs'] } } },
      /eventPattern.detail.endpoint is \["theirs"\]/,
    ],
    [
      'another type',
      { types: [ENVELOPE_COMPLETED], eventPattern: { detailType: ['envelope.voided'] } },
      /eventPattern.detailType is \["envelope.voided"\], but the rule is for \["envelope.completed"\]/,
    ],
    [
      'a source that cannot be compared',
      { eventPattern: { source: events.Match.suffix('documenso') } },
      /eventPattern.source .* cannot be compared/,
    ],
    [
      'a pattern of another form',
      { eventPattern: { detail: { endpoint: 'documenso' } } },
      /eventPattern.detail.endpoint .* cannot be compared/,
    ],
  ])('%s', (_, options, message) => {
    const { signing } = stackWithAll();

    expect(() => signing.onSigningEvent('Rule', options)).toThrow(message);
    expect(() => signing.onSigningEvent('Rule', options)).toThrow(
      'EsignWebhooks "Test/Signing", rule "Rule": ',
    );
  });

  it('an archived envelope where nothing archives', () => {
    const signing = new EsignWebhooks(new Stack(), 'Signing', {
      providers: [EsignProvider.documenso({ archive: false })],
    });

    expect(() => signing.onEnvelopeArchived('Rule')).toThrow(/no endpoint of "documenso" archives/);
  });

  it('a confirmed completion where nothing reconciles', () => {
    const signing = new EsignWebhooks(new Stack(), 'Signing', {
      providers: [EsignProvider.documenso({ reconcile: false })],
    });
    const options = { types: [ENVELOPE_COMPLETED], confirmed: true };

    expect(() => signing.onSigningEvent('Rule', options)).toThrow(
      /no endpoint of "documenso" reconciles \(reconcile is false\), so there is no "confirmed envelope.completed"/,
    );
  });

  it('conditions of a pattern for an own rule', () => {
    expect(() =>
      SigningEventPattern.matching({ types: [ENVELOPE_ARCHIVED], authenticities: [Authenticity.URL_TOKEN] }),
    ).toThrow(/^SigningEventPattern.matching: authenticities is/);
  });
});

describe('an eventPattern narrows a rule:', () => {
  it.each<[string, OnSigningEventOptions['eventPattern'], unknown]>([
    [
      'by an endpoint',
      { detail: { endpoint: ['documenso', 'theirs'] } },
      { ...everything, detail: { ...everything.detail, endpoint: ['documenso'] } },
    ],
    [
      'by a matcher of endpoints',
      { detail: { endpoint: events.Match.anythingBut('events-only') } },
      { ...everything, detail: { ...everything.detail, endpoint: ['documenso', 'sign-plus'] } },
    ],
    [
      'by the beginning of endpoints',
      { detail: { endpoint: events.Match.prefix('sign') } },
      { ...everything, detail: { ...everything.detail, endpoint: ['sign-plus'] } },
    ],
    [
      'by a source',
      { source: ['esign.documenso', 'aws.s3'] },
      { ...everything, source: ['esign.documenso'] },
    ],
    ['by a wider source', { source: events.Match.prefix('e') }, everything],
    [
      'by a narrower source',
      { source: events.Match.prefix('esign.d') },
      { ...everything, source: [{ prefix: 'esign.d' }] },
    ],
    [
      'by who found the envelope',
      { detail: { foundBy: ['reconciliation', 'import'] } },
      { ...everything, detail: { ...everything.detail, foundBy: ['reconciliation'] } },
    ],
    [
      'by nobody who found the envelope',
      { detail: { foundBy: [{ exists: false }] } },
      { ...everything, detail: { ...everything.detail, foundBy: [{ exists: false }] } },
    ],
    [
      'by anybody who found the envelope',
      { detail: { foundBy: events.Match.exists() } },
      { ...everything, detail: { ...everything.detail, foundBy: ['reconciliation'] } },
    ],
    [
      'by fields that have no option',
      { detail: { envelope: { externalId: ['a'] } }, account: ['123456789012'] },
      {
        ...everything,
        account: ['123456789012'],
        detail: { ...everything.detail, envelope: { externalId: ['a'] } },
      },
    ],
  ])('%s', (_, eventPattern, expected) => {
    expect(patternOf({ eventPattern })).toEqual(expected);
  });
});

it('grants for an unknown endpoint are an error, and those of each known one are not', () => {
  const { stack, signing } = stackWithAll();
  const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });

  for (const grant of ['readDocuments', 'readRecords'] as const) {
    expect(() => signing.grants[grant](reader, 'nope')).toThrow(
      'EsignWebhooks "Test/Signing" has no endpoint "nope": it has "documenso", "sign-plus", "events-only"',
    );
    expect(() => signing.grants[grant](reader, 'documenso')).not.toThrow();
  }
});
