import { Stack } from 'aws-cdk-lib';
import { EsignProvider, EsignWebhooks, SigningEventPattern, TestEvents } from '../../lib';
import { matchesPattern } from './matches-pattern';

const signing = () =>
  new EsignWebhooks(new Stack(), 'Signing', { providers: [EsignProvider.documenso({ archive: false })] });

const event = (replayedAt?: string) => ({
  source: 'esign.documenso',
  'detail-type': 'envelope.completed',
  detail: { endpoint: 'documenso', ...(replayedAt && { replayedAt }) },
});

const live = event();
const replayed = event('2026-11-28T10:00:00.000Z');

describe('a rule', () => {
  const matched = (options: { readonly replays?: boolean }) => {
    const { detail } = SigningEventPattern.matching(options);
    return [live, replayed].map((one) => matchesPattern(detail, one.detail));
  };

  it('leaves replayed events out, unless it asks for them', () => {
    expect(matched({})).toEqual([true, false]);
    expect(matched({ replays: false })).toEqual([true, false]);
    expect(matched({ replays: true })).toEqual([true, true]);
  });

  it('cannot ask for replays of tests only: there are none', () => {
    const options = { replays: true, test: TestEvents.ONLY };

    expect(() => signing().onSigningEvent('Rule', options)).toThrow('replays is true and test is "only"');
  });

  it('can get replayed events only, by its eventPattern', () => {
    const options = { replays: true, eventPattern: { detail: { replayedAt: [{ exists: true }] } } };

    expect(() => signing().onSigningEvent('Rule', options)).not.toThrow();
  });
});
