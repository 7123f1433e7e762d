import { listenPattern, probeSource } from '../../../cli/listen/listen-pattern';
import { matchesPattern } from '../../lib/matches-pattern';

const name = 'Signing-listen-1795600000-01234567';

const event = (detail: object = {}, type = 'envelope.completed') => ({
  source: 'esign.documenso',
  'detail-type': type,
  detail: { endpoint: 'team', envelope: { id: 'envelope_a', legacyId: '7' }, ...detail },
});

/** Whether one of the alternatives matches. */
function matches(pattern: string, one: object): boolean {
  const { $or } = JSON.parse(pattern) as { readonly $or: readonly object[] };
  return $or.some((alternative) => matchesPattern(alternative, one));
}

it('has the events of its endpoints, whatever they are: tests, imports and replays too', () => {
  const pattern = listenPattern(name, { endpoints: ['team'] });

  for (const one of [
    event(),
    event({ test: true }),
    event({ foundBy: 'import' }),
    event({ replayedAt: 'now' }),
  ]) {
    expect(matches(pattern, one)).toBe(true);
  }
  expect(matches(pattern, event({ endpoint: 'of-another-construct' }))).toBe(false);
  expect(matches(pattern, { ...event(), source: 'my.app' })).toBe(false);
});

it.each([
  ['a type', { types: ['envelope.archived'] }, event({}, 'envelope.archived'), event()],
  ['an envelope', { envelope: 'envelope_a' }, event(), event({ envelope: { id: 'envelope_b' } })],
  ['an older id', { envelope: '7' }, event(), event({ envelope: { id: 'envelope_b', legacyId: '8' } })],
])('narrows to %s', (_what, filter, wanted, other) => {
  const pattern = listenPattern(name, { endpoints: ['team'], ...filter });

  expect([matches(pattern, wanted), matches(pattern, other)]).toEqual([true, false]);
});

it('has its own probe, and no other listener’s, whatever the filter is', () => {
  const filter = { endpoints: ['team'], types: ['envelope.archived'], envelope: 'envelope_a' };
  const probe = (listener: string) => ({ source: probeSource, 'detail-type': 'probe', detail: { listener } });

  expect(matches(listenPattern(name, filter), probe(name))).toBe(true);
  expect(matches(listenPattern(name, filter), probe('another'))).toBe(false);
});

it('is not longer than EventBridge takes, with sixty endpoints and every filter', () => {
  const endpoints = Array.from(
    { length: 60 },
    (_, index) => `${'a'.repeat(37)}-${String(index).padStart(2, '0')}`,
  );

  expect(listenPattern(name, { endpoints }).length).toBeLessThan(4_096);
});
