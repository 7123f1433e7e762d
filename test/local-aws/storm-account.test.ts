import { account } from './storm/account';
import {
  archivedEvent,
  bundle,
  completed,
  endpoint,
  event,
  found,
  ghost,
  ledger,
  record,
  request,
  signing,
} from './storm/balanced-account';
import { countKinds } from './storm/discrepancy';
import type { SentRequest } from './storm/ledger';
import type { DeadLetter, Observation } from './storm/observation';
import { names, without, type Planting } from './storm/planting';
import type { WatchedCall } from './storm/watched-call';

it('finds no difference if everything is as it should be', () => {
  expect(account(ledger, found, { settled: true })).toEqual([]);
});

it('allows requests without an answer to be stored', () => {
  const unanswered = { ...record('unanswered', signing), storedSha256: 'kept: signed' };

  expect(
    account(
      ledger,
      {
        ...found,
        records: [...found.records, unanswered],
        events: [...found.events, event('unanswered', signing)],
      },
      { settled: true },
    ),
  ).toEqual([]);
});

it('allows an event to come twice under one id', () => {
  expect(names({ ...found, events: [...found.events, ...found.events] })).toEqual([]);
});

it.each<[string, Planting, readonly string[]]>([
  [
    'a record that is gone',
    (all) => ({ ...all, records: without(all.records, 'half') }),
    ['not-recorded', 'event-of-nothing'],
  ],
  [
    'a record and its event that are gone',
    (all) => ({ ...all, records: without(all.records, 'half'), events: without(all.events, 'half') }),
    ['not-recorded'],
  ],
  ['an event that is gone', (all) => ({ ...all, events: without(all.events, 'half') }), ['not-published']],
  [
    'an event under another id',
    (all) => ({
      ...all,
      events: [...without(all.events, 'half'), { ...event('half', signing), id: 'another' }],
    }),
    ['not-published', 'event-of-nothing'],
  ],
  [
    'a bundle that is gone',
    (all) => ({ ...all, bundles: [], events: without(all.events, 'bundle') }),
    ['not-archived'],
  ],
  [
    'a bundle that was never announced',
    (all) => ({ ...all, events: without(all.events, 'bundle') }),
    ['not-announced'],
  ],
  [
    'a second record',
    (all) => ({
      ...all,
      records: [...all.records, { ...record('half', signing), key: 'another', sha256: 'sent: half' }],
    }),
    ['recorded-twice'],
  ],
  [
    'a record of the second delivery too',
    (all) => ({ ...all, records: [...all.records, record('signed again', completed)] }),
    ['recorded-twice'],
  ],
  [
    'a second bundle',
    (all) => ({ ...all, bundles: [bundle, { ...bundle, manifestKey: 'another' }] }),
    ['archived-twice'],
  ],
  [
    'a changed byte in a record',
    (all) => ({
      ...all,
      records: [...without(all.records, 'half'), { ...record('half', signing), storedSha256: 'changed' }],
    }),
    ['record-changed'],
  ],
  [
    'a changed byte in a bundle',
    (all) => ({
      ...all,
      bundles: [{ ...bundle, faults: ['1.pdf has other bytes than the provider served'] }],
    }),
    ['bundle-changed'],
  ],
  [
    'a record of a forged request',
    (all) => ({ ...all, records: [...all.records, { ...record('forgery', ghost), sha256: 'forged' }] }),
    ['record-of-nothing'],
  ],
  [
    'a record of what another endpoint was sent',
    (all) => ({ ...all, records: [...all.records, { ...record('half', signing), endpoint: 'kingsign' }] }),
    ['record-of-nothing'],
  ],
  [
    'an event of a forged request',
    (all) => ({ ...all, events: [...all.events, event('forgery', ghost)] }),
    ['event-of-nothing'],
  ],
  [
    'an archived event of no bundle',
    (all) => ({ ...all, events: [...all.events, { ...archivedEvent, manifestKey: 'another' }] }),
    ['event-of-nothing'],
  ],
  [
    'a failed archiving that nobody asked for',
    (all) => ({
      ...all,
      events: [...all.events, { ...archivedEvent, type: 'envelope.archive-failed', envelopeId: ghost }],
    }),
    ['event-of-nothing', 'event-wrong'],
  ],
  [
    'a bundle of a forged completion',
    (all) => ({ ...all, bundles: [bundle, { ...bundle, envelopeId: ghost, manifestKey: 'ghost' }] }),
    ['bundle-of-nothing'],
  ],
  [
    'a bundle of an envelope that is not complete',
    (all) => ({ ...all, bundles: [bundle, { ...bundle, envelopeId: signing, manifestKey: 'early' }] }),
    ['bundle-of-nothing'],
  ],
  [
    'a forged request in the spool',
    (all) => ({ ...all, spool: [{ key: 'spooled', endpoint, deliveryId: 'forged', sha256: 'forged' }] }),
    ['record-of-nothing', 'left-in-spool'],
  ],
  [
    'a message that nobody can read',
    (all) => ({ ...all, deadLetters: [{ kind: 'unreadable', queue: 'q' }] }),
    ['dead-letter-unreadable', 'left-in-dead-letters'],
  ],
  ['a file that belongs to no bundle', (all) => ({ ...all, strayFiles: ['1.pdf'] }), ['stray-file']],
])('reports %s', (_, plant, expected) => {
  expect(names(plant(found))).toEqual(expected);
});

it.each<[string, Partial<SentRequest>, string]>([
  ['a forgery that was answered 200', { forgery: 'guessed-proof', sha256: 'forged too' }, 'forgery-accepted'],
  ['a genuine request that was answered 401', { status: 401 }, 'genuine-refused'],
  ['an answer that is none of the three', { status: 204 }, 'odd-answer'],
])('reports %s', (_, changes, name) => {
  expect(names(found, true, { ...ledger, requests: [...ledger.requests, request(changes)] })).toEqual([name]);
});

describe('waiting work', () => {
  const done = { endpoint, deliveryId: 'delivery of done', sha256: 'sent: done' };
  const deadWebhook: DeadLetter = { kind: 'webhook', ...done };
  const deadJob: DeadLetter = { kind: 'archive-job', endpoint, envelopeId: completed };
  const spooled = { key: 'spooled', ...done };
  const secondCompletion: WatchedCall = {
    ...{ kind: 'store', place: 'queue', endpoint, deliveryId: 'another', sha256: 'sent: done' },
    ...{ receivedAt: '2026-11-21T09:00:01.000Z', invocation: 'another', startedAt: 1, doneAt: 2 },
  };
  const lost = {
    ...found,
    records: without(found.records, 'done'),
    events: without(without(found.events, 'done'), 'bundle'),
    bundles: [],
  };
  const unarchived = { ...found, events: without(found.events, 'bundle'), bundles: [] };

  it.each<[string, Observation]>([
    ['in the intake dead-letter queue', { ...lost, deadLetters: [deadWebhook] }],
    ['in the spool', { ...lost, spool: [spooled] }],
    ['in an archive dead-letter queue', { ...unarchived, deadLetters: [deadJob] }],
  ])('%s is not missing before it is redriven, and left over afterwards', (_, planted) => {
    expect(names(planted, false)).toEqual([]);
    expect(names(planted, true).map((name) => name.replace(/in-.*/, ''))).toEqual(['left-']);
  });

  it('does not excuse a fact that another delivery, which does not wait, must have recorded', () => {
    const again: DeadLetter = {
      ...{ kind: 'webhook', endpoint, deliveryId: 'delivery of signed again' },
      sha256: 'sent: signed again',
    };
    const planted = { ...found, records: without(found.records, 'signed'), deadLetters: [again] };

    expect(names(planted, false)).toEqual(['not-recorded', 'event-of-nothing']);
    expect(
      names({ ...planted, records: found.records, events: without(found.events, 'signed') }, false),
    ).toEqual(['not-published']);
  });

  it('does not excuse an archive whose job the publisher has queued', () => {
    const planted = { ...unarchived, calls: [...found.calls, secondCompletion], deadLetters: [deadWebhook] };

    expect(names(planted, false)).toEqual(['delivery-dropped', 'not-archived']);
  });

  it('does not excuse another envelope', () => {
    const another = { ...unarchived, deadLetters: [{ ...deadJob, envelopeId: signing }] };

    expect(names(another, false)).toEqual(['not-archived']);
  });
});

it('counts what it finds by kind', () => {
  const all = account(
    ledger,
    { ...found, records: [], bundles: [], strayFiles: ['1.pdf'] },
    { settled: true },
  );

  expect(countKinds(all)).toEqual({ missing: 5, wrong: 0, forged: 4, left: 1, leaked: 0, vacuous: 0 });
});
