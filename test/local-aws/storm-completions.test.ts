import { account } from './storm/account';
import {
  archivedEvent,
  completed,
  endpoint,
  event,
  found,
  foundCompletion,
  ledger,
  signing,
} from './storm/balanced-account';
import type { Ledger } from './storm/ledger';
import type { DeadLetter, FoundEvent, Observation } from './storm/observation';
import { names, without, type Planting } from './storm/planting';
import type { WatchedCall } from './storm/watched-call';

/** Moves a call behind a pass. */
const after = (call: WatchedCall): WatchedCall => ({
  ...call,
  startedAt: call.startedAt + 200,
  doneAt: call.doneAt + 200,
});

describe('an envelope whose webhooks were dropped', () => {
  const begun = (startedAt: number): WatchedCall => ({
    ...{ kind: 'pass', endpoint, invocation: 'pass', startedAt, doneAt: startedAt + 1 },
  });
  const order = (envelopeId: string, number = 1): WatchedCall => ({
    ...{ kind: 'order', endpoint, envelopeId, number },
    ...{ invocation: 'order', startedAt: 105, doneAt: 106 },
  });
  const dropped: Ledger = {
    requests: ledger.requests.filter(({ type, forgery }) => forgery || type !== 'envelope.completed'),
    envelopes: ledger.envelopes.map((one) =>
      one.role === 'reported' ? { ...one, role: 'half-reported' } : one,
    ),
  };
  const announced: FoundEvent = {
    ...archivedEvent,
    facts: { ...archivedEvent.facts, foundBy: 'reconciliation' },
  };
  const healed: Observation = {
    ...found,
    records: without(found.records, 'done'),
    events: [...without(without(found.events, 'done'), 'bundle'), foundCompletion(completed), announced],
    calls: [
      ...found.calls.filter((call) => call.kind !== 'job' && !JSON.stringify(call).includes('done"')),
      ...[begun(100), order(completed)],
    ],
  };

  it('balances if a pass found it', () => {
    expect(account(dropped, healed, { settled: true })).toEqual([]);
  });

  it.each<[string, Planting, readonly string[]]>([
    [
      'is reported if no pass found it',
      (all) => ({ ...all, events: without(all.events, 'found').slice(0, -1), bundles: [] }),
      ['not-archived', 'completion-unpublished'],
    ],
    [
      'is reported if no event says that it completed',
      (all) => ({ ...all, events: without(all.events, 'found') }),
      ['completion-unpublished'],
    ],
    [
      'is reported if two events say so',
      (all) => ({ ...all, events: [...all.events, { ...foundCompletion(completed), id: 'another' }] }),
      ['completion-published-twice'],
    ],
    [
      'is reported if two events announce its bundle',
      (all) => ({ ...all, events: [...all.events, { ...announced, id: 'another' }] }),
      ['announced-twice'],
    ],
    [
      'is reported if its event does not say who found it',
      (all) => ({ ...all, events: [...without(all.events, 'bundle'), archivedEvent] }),
      ['event-wrong'],
    ],
    [
      'is reported if its event claims a proof',
      (all) => ({
        ...all,
        events: all.events.map((one) =>
          one.id === foundCompletion(completed).id
            ? { ...one, facts: { ...one.facts, authenticity: 'shared-secret' } }
            : one,
        ),
      }),
      ['event-wrong'],
    ],
    [
      'is reported if it was ordered again',
      (all) => ({ ...all, calls: [...all.calls, order(completed, 2)] }),
      ['ordered-needlessly'],
    ],
    [
      'is reported if an open envelope was ordered',
      (all) => ({ ...all, calls: [...all.calls, order(signing)] }),
      ['ordered-needlessly'],
    ],
    [
      'is reported if an open envelope has its event',
      (all) => ({ ...all, events: [...all.events, foundCompletion(signing)] }),
      ['event-of-nothing'],
    ],
  ])('%s', (_, plant, expected) => {
    expect(names(plant(healed), true, dropped)).toEqual(expected);
  });

  it('waits if the job of the pass is a dead letter', () => {
    const dead: DeadLetter = { kind: 'archive-job', endpoint, envelopeId: completed };
    const events = without(without(healed.events, 'found'), 'bundle');

    expect(names({ ...healed, events, bundles: [], deadLetters: [dead] }, false, dropped)).toEqual([]);
  });

  it('may get its webhook after the pass: under the same id', () => {
    const late = event('done', completed, 'envelope.completed');
    const own = { ...foundCompletion(completed), id: late.id };
    const calls = [...found.calls.map(after), begun(100), order(completed)];

    expect(names({ ...found, calls, events: [...found.events, own] })).toEqual([]);
    expect(names({ ...found, calls, events: [...found.events, foundCompletion(completed)] })).toEqual([
      'completion-published-twice',
    ]);
  });

  it('must not be ordered if its completion was recorded before the pass began', () => {
    expect(names({ ...found, calls: [...found.calls, begun(100), order(completed)] })).toEqual([
      'ordered-needlessly',
    ]);
  });

  it('may leave a page of a pass among the dead letters: the next pass repeats it', () => {
    expect(names({ ...found, deadLetters: [{ kind: 'pass' }] })).toEqual([]);
  });
});
