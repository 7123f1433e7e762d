import { App, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import { foundBySchema } from '../../lambda/contracts/found-by';
import {
  Authenticity,
  EsignProvider,
  EsignWebhooks,
  SigningEventPattern,
  SigningEventType,
  type OnSigningEventOptions,
  type SigningEventOptions,
} from '../../lib';
import { matchesPattern } from './matches-pattern';

const { ENVELOPE_ARCHIVED, ENVELOPE_ARCHIVE_FAILED, ENVELOPE_COMPLETED } = SigningEventType;

const event = (type: SigningEventType, more: object) => ({
  source: 'esign.documenso',
  'detail-type': type,
  detail: { type, endpoint: 'documenso', ...more },
});

/** One event of each kind, as the publisher and the archiver make them. */
const allEvents = {
  'completed, by webhook': event(ENVELOPE_COMPLETED, { confirmed: false, authenticity: 'shared-secret' }),
  'completed, by reconciliation': event(ENVELOPE_COMPLETED, { confirmed: true, foundBy: 'reconciliation' }),
  archived: event(ENVELOPE_ARCHIVED, { confirmed: true, archive: { roles: ['executed'] } }),
  'archived, by reconciliation': event(ENVELOPE_ARCHIVED, { confirmed: true, foundBy: 'reconciliation' }),
  'archived, by import': event(ENVELOPE_ARCHIVED, { confirmed: true, foundBy: 'import' }),
  failed: event(ENVELOPE_ARCHIVE_FAILED, { confirmed: false }),
  'failed, by reconciliation': event(ENVELOPE_ARCHIVE_FAILED, {
    confirmed: false,
    foundBy: 'reconciliation',
  }),
};

const everyName = Object.keys(allEvents);
const allButImports = everyName.filter((name) => name !== 'archived, by import');

const matchedBy = (pattern: unknown) =>
  everyName.filter((name) => matchesPattern(pattern, allEvents[name as keyof typeof allEvents]));

const renderedPattern = (options: SigningEventOptions) => {
  const { detailType, ...rest } = new Stack().resolve(SigningEventPattern.matching(options)) as Record<
    string,
    unknown
  >;
  return { ...rest, ...(detailType === undefined ? {} : { 'detail-type': detailType }) };
};

const archiving = () => {
  const stack = new Stack(new App(), 'Test');
  const signing = new EsignWebhooks(stack, 'Signing', { providers: [EsignProvider.documenso()] });
  const patternOf = (rule: events.Rule): unknown =>
    stack.resolve((rule.node.defaultChild as events.CfnRule).eventPattern);
  return { signing, patternOf };
};

const cases: [string, OnSigningEventOptions, string[]][] = [
  ['no conditions', {}, allButImports],
  ['imports', { imports: true }, everyName],
  ['imports, refused', { imports: false }, allButImports],
  ['archived envelopes', { types: [ENVELOPE_ARCHIVED] }, ['archived', 'archived, by reconciliation']],
  [
    'archived envelopes and imports',
    { types: [ENVELOPE_ARCHIVED], imports: true },
    ['archived', 'archived, by reconciliation', 'archived, by import'],
  ],
  [
    'completed envelopes',
    { types: [ENVELOPE_COMPLETED] },
    ['completed, by webhook', 'completed, by reconciliation'],
  ],
  [
    'completed envelopes that are confirmed',
    { types: [ENVELOPE_COMPLETED], confirmed: true },
    ['completed, by reconciliation'],
  ],
  [
    'completed envelopes that are not confirmed',
    { types: [ENVELOPE_COMPLETED], confirmed: false },
    ['completed, by webhook'],
  ],
  [
    'completed envelopes with a proof',
    { types: [ENVELOPE_COMPLETED], authenticities: [Authenticity.SHARED_SECRET] },
    ['completed, by webhook'],
  ],
  [
    'all that is confirmed',
    { confirmed: true },
    ['completed, by reconciliation', 'archived', 'archived, by reconciliation'],
  ],
  [
    'completed and archived envelopes, and imports',
    { types: [ENVELOPE_COMPLETED, ENVELOPE_ARCHIVED], imports: true },
    everyName.filter((name) => !name.startsWith('failed')),
  ],
];

describe('the events that match, by who found the envelope:', () => {
  it.each(cases)('a pattern for %s', (_, options, expected) => {
    expect(matchedBy(renderedPattern(options))).toEqual(expected);
  });

  it.each(cases)('a rule for %s', (_, options, expected) => {
    const { signing, patternOf } = archiving();

    expect(matchedBy(patternOf(signing.onSigningEvent('Rule', options)))).toEqual(expected);
  });

  it('onEnvelopeArchived takes imports only if asked', () => {
    const { signing, patternOf } = archiving();

    const quiet = matchedBy(patternOf(signing.onEnvelopeArchived('Quiet')));
    const all = matchedBy(patternOf(signing.onEnvelopeArchived('All', { imports: true })));

    expect(all.filter((name) => !quiet.includes(name))).toEqual(['archived, by import']);
  });

  it('an own pattern selects the imports only', () => {
    const { signing, patternOf } = archiving();
    const options = { imports: true, eventPattern: { detail: { foundBy: ['import'] } } };

    expect(matchedBy(patternOf(signing.onSigningEvent('Rule', options)))).toEqual(['archived, by import']);
  });

  it('a rule leaves out imports, and nobody else who finds envelopes', () => {
    const pattern = renderedPattern({ types: [ENVELOPE_ARCHIVED] });

    const leftOut = foundBySchema.options.filter(
      (foundBy) => !matchesPattern(pattern, event(ENVELOPE_ARCHIVED, { confirmed: true, foundBy })),
    );

    expect(leftOut).toEqual(['import']);
  });

  it('a rule for events of webhooks has no condition for it', () => {
    expect(renderedPattern({ types: [SigningEventType.RECIPIENT_SIGNED] })).not.toHaveProperty(
      'detail.foundBy',
    );
  });
});
