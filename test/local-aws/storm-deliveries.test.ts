import { account } from './storm/account';
import {
  archivedEvent,
  bundle,
  completed,
  endpoint,
  found,
  ledger,
  manifestKey,
  record,
  request,
} from './storm/balanced-account';
import type { EventFacts } from './storm/event-facts';
import type { SentRequest } from './storm/ledger';
import type { DeadLetter, FoundEvent, Observation } from './storm/observation';
import type { WatchedCall } from './storm/watched-call';

const names = (planted: Observation, sent = ledger, settled = true) =>
  account(sent, planted, { settled }).map(({ name }) => name);

const withCalls = (change: (calls: readonly WatchedCall[]) => readonly WatchedCall[]): Observation => ({
  ...found,
  calls: change(found.calls),
});

const isOf = (call: WatchedCall, deliveryId: string) =>
  'deliveryId' in call && call.deliveryId === deliveryId;

describe('what an event says', () => {
  const withEvent = (type: string, change: (event: FoundEvent) => EventFacts): Observation => ({
    ...found,
    events: found.events.map((event) => (event.type === type ? { ...event, facts: change(event) } : event)),
  });
  const archive = bundle.announces;
  const files = archive.files.map((file) => ({ ...file, sha256: 'another' }));

  it.each<[string, Partial<EventFacts>]>([
    ['another type', { type: 'recipient.declined' }],
    ['another detail type', { detailType: 'recipient.declined' }],
    ['another source', { source: 'esign.kingsign' }],
    ['another provider', { provider: 'kingsign' }],
    ['another endpoint', { endpoint: 'kingsign' }],
    ['another envelope', { envelopeId: 'envelope_another' }],
    ['another recipient', { recipientId: '8' }],
    ['no recipient', { recipientId: undefined, recipientEmail: undefined }],
    ["another recipient's address", { recipientEmail: 'alan@example.com' }],
    ['a higher authenticity', { authenticity: 'hmac-sha256' }],
    ['no authenticity', { authenticity: undefined }],
    ['a confirmation', { confirmed: true }],
    ['a test', { test: true }],
    ['another arrival', { receivedAt: '2026-11-21T10:00:00.000Z' }],
    ['an archive', { archive }],
  ])('is reported, in the event of a webhook: %s', (_, change) => {
    expect([
      ...new Set(names(withEvent('recipient.signed', ({ facts }) => ({ ...facts, ...change })))),
    ]).toEqual(['event-wrong']);
  });

  it.each<[string, Partial<EventFacts>]>([
    ['another source', { source: 'esign.kingsign' }],
    ['another envelope', { envelopeId: 'envelope_another' }],
    ['an authenticity', { authenticity: 'hmac-sha256' }],
    ['no confirmation', { confirmed: false }],
    ['no archive', { archive: undefined }],
    ['another bucket', { archive: { ...archive, bucket: 'another' } }],
    ['another revision', { archive: { ...archive, revision: 'another' } }],
    [
      "another digest of the manifest's",
      { archive: { ...archive, manifest: { key: manifestKey, sha256: '' } } },
    ],
    ['another digest of a file', { archive: { ...archive, files } }],
    ['a missing file', { archive: { ...archive, files: [] } }],
    ['another number of files', { archive: { ...archive, fileCount: 2 } }],
    ['another role', { archive: { ...archive, roles: ['executed', 'certificate'] } }],
  ])('is reported, in the event of a bundle: %s', (_, change) => {
    expect(names(withEvent('envelope.archived', ({ facts }) => ({ ...facts, ...change })))).toEqual([
      'event-wrong',
    ]);
  });

  it('is checked in the event of a failed archiving', () => {
    const type = 'envelope.archive-failed';
    const facts = { ...archivedEvent.facts, type, detailType: type, confirmed: false, archive: undefined };
    const { id, envelopeId } = archivedEvent;
    const failed = { id, type, endpoint, envelopeId: envelopeId!, facts };
    const withFailed = (one: FoundEvent) => names({ ...found, events: [...found.events, one] });

    expect(withFailed(failed)).toEqual([]);
    expect(withFailed({ ...failed, facts: { ...facts, confirmed: true } })).toEqual(['event-wrong']);
  });
});

describe('a delivery', () => {
  it('is reported if it was answered 200 and not stored, although another delivery of the fact was', () => {
    expect(
      names(withCalls((calls) => calls.filter((call) => !isOf(call, 'delivery of signed again')))),
    ).toEqual(['accepted-unstored']);
  });

  it('is reported if it was answered 200 twice and stored once', () => {
    const twice = { ...ledger, requests: [...ledger.requests, request({})] };

    expect(names(found, twice)).toEqual(['accepted-unstored']);
  });

  it('is not stored twice if it went to the queue and to the spool', () => {
    const [store] = found.calls;
    const twice = { ...ledger, requests: [...ledger.requests, request({})] };

    expect(
      names(
        withCalls((calls) => [...calls, store!]),
        twice,
      ),
    ).toEqual(['accepted-unstored']);
  });

  it('is reported if it was answered 200 before it was stored', () => {
    const early: readonly SentRequest[] = ledger.requests.map((one) =>
      one.sha256 === 'sent: half' ? { ...one, answeredAt: 1 } : one,
    );

    expect(names(found, { ...ledger, requests: early })).toEqual(['accepted-unstored']);
  });

  it('may be stored without an answer', () => {
    const requests = ledger.requests.map((one) =>
      one.sha256 === 'sent: half' ? { ...one, status: 0, answeredAt: 1 } : one,
    );

    expect(names(found, { ...ledger, requests })).toEqual([]);
  });

  it('is reported if it was stored and not handled, although another delivery of the fact was', () => {
    const dropped = withCalls((calls) =>
      calls.filter((call) => call.kind !== 'record' || !isOf(call, 'delivery of signed again')),
    );
    const dead: DeadLetter = {
      ...{ kind: 'webhook', endpoint, deliveryId: 'delivery of signed again' },
      sha256: 'sent: signed again',
    };

    expect(names(dropped)).toEqual(['delivery-dropped']);
    expect(names({ ...dropped, deadLetters: [dead] }, ledger, false)).toEqual([]);
    expect(names({ ...dropped, deadLetters: [{ ...dead, deliveryId: 'another' }] }, ledger, false)).toEqual([
      'delivery-dropped',
    ]);
  });

  it('is reported if its content differs from the record, and its bytes are nowhere', () => {
    const requests = ledger.requests.map((one) =>
      one.sha256 === 'sent: signed again' ? { ...one, variant: 1 } : one,
    );
    const varied = { ...ledger, requests };
    const stored = {
      ...record('signed again', completed),
      key: `webhooks/${endpoint}/${completed}/id of signed/content.json`,
    };

    expect(names(found, varied)).toEqual(['duplicate-lost']);
    expect(names({ ...found, storedDuplicates: [stored] }, varied)).toEqual([]);
    expect(names({ ...found, storedDuplicates: [{ ...stored, storedSha256: 'changed' }] }, varied)).toEqual([
      'record-changed',
    ]);
    expect(names({ ...found, storedDuplicates: [{ ...stored, sha256: 'forged' }] }, varied)).toEqual([
      'record-of-nothing',
      'duplicate-lost',
    ]);
  });

  it('is reported if it completes an envelope, and has no archive job of its own', () => {
    expect(names(withCalls((calls) => calls.filter(({ kind }) => kind !== 'job')))).toEqual(['not-queued']);
    expect(
      names(
        withCalls((calls) =>
          calls.map((call) =>
            call.kind === 'job' ? { ...call, firstSeenAt: '2026-11-21T10:00:00.000Z' } : call,
          ),
        ),
      ),
    ).toEqual(['not-queued']);
  });
});

describe('an announcement', () => {
  const change = (kind: WatchedCall['kind'], changed: Partial<WatchedCall>) =>
    withCalls((calls) =>
      calls.map((call) =>
        call.kind === kind && JSON.stringify(call).includes(`${completed}/revision`)
          ? ({ ...call, ...changed } as WatchedCall)
          : call,
      ),
    );

  it('is reported if it came before the manifest, or before the manifest was answered', () => {
    expect(names(change('publish', { startedAt: 5 }))).toEqual(['published-early']);
    expect(names(change('manifest', { startedAt: 10, doneAt: 15 }))).toEqual(['published-early']);
  });

  it('is reported if a webhook was published before its record', () => {
    const early = withCalls((calls) =>
      calls.map((call) => (call.kind === 'publish' ? { ...call, startedAt: 2 } : call)),
    );

    expect(new Set(names(early))).toEqual(new Set(['published-early']));
  });

  const again = (calls: readonly WatchedCall[], changed: Partial<WatchedCall>) =>
    calls.filter(({ kind }) => kind === 'publish').map((call) => ({ ...call, ...changed }) as WatchedCall);

  it('is reported if one run publishes an event twice, in two calls or in one', () => {
    const twice = withCalls((calls) => [...calls, ...again(calls, { invocation: 'another', startedAt: 20 })]);
    const inOneCall = withCalls((calls) => [...calls, ...again(calls, {})]);

    expect(new Set(names(twice))).toEqual(new Set(['published-often']));
    expect(new Set(names(inOneCall))).toEqual(new Set(['published-often']));
  });

  it('may come again in another run, or in another attempt at the same call', () => {
    const runs = (calls: readonly WatchedCall[]) =>
      calls
        .filter(({ kind }) => kind === 'record' || kind === 'manifest')
        .map((call) => ({ ...call, invocation: `again ${call.invocation}` }));
    const secondRun = withCalls((calls) => [
      ...calls,
      ...runs(calls),
      ...again(calls, { invocation: 'another', startedAt: 20 }),
    ]);
    const secondAttempt = withCalls((calls) => [...calls, ...again(calls, { startedAt: 20 })]);

    expect(names(secondRun)).toEqual([]);
    expect(names(secondAttempt)).toEqual([]);
  });
});
