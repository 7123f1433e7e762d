import type { AwsCall } from './faults/aws-call';
import { completed, endpoint, found, foundCompletion, ledger, request } from './storm/balanced-account';
import { countSituations, missingSituations } from './storm/situations';
import { callsOf } from './storm/watched-call';
import { watchCalls } from './storm/watch-calls';

const webhook = {
  version: 1,
  deliveryId: 'delivery',
  endpoint,
  receivedAt: '2026-11-21T09:00:00.000Z',
  request: { sha256: 'digest' },
};
const delivery = {
  ...{ deliveryId: 'delivery', endpoint, sha256: 'digest', receivedAt: webhook.receivedAt },
};
const job = { endpoint, envelopeId: completed, firstSeenAt: webhook.receivedAt };
const recordKey = `webhooks/${endpoint}/${completed}/id.json`;
const manifestKey = `documents/${endpoint}/${completed}/revision/manifest.json`;
const detail = (id: string, evidence: object) => ({
  Detail: JSON.stringify({ id, type: 'envelope.archived', ...evidence }),
});

/** Sends one call through a watch, and returns what the watch has seen. */
async function watch(call: Partial<AwsCall>, body: object, status = 200, answer: object = {}) {
  const { around, calls } = watchCalls();
  const whole: AwsCall = {
    ...{ stage: 'verify', service: 's3', operation: 'PutObject', target: '', text: '', invocation: 'one' },
    ...call,
  };
  const request = { method: 'POST', path: '/', headers: {}, rawHeaders: [] };
  const answerOf = () => Promise.resolve({ status, headers: [], body: Buffer.from(JSON.stringify(answer)) });
  await around(answerOf)(whole, { ...request, body: Buffer.from(JSON.stringify(body)) });
  return calls;
}

const moments = { invocation: 'one', startedAt: 1, doneAt: 2 };

describe('the watch', () => {
  it.each<[string, Partial<AwsCall>, object, object]>([
    [
      'a delivery in the queue',
      { operation: 'SendMessage' },
      { MessageBody: JSON.stringify(webhook) },
      { kind: 'store', place: 'queue', ...delivery },
    ],
    ['a delivery in the spool', {}, webhook, { kind: 'store', place: 'spool', ...delivery }],
    [
      'a record',
      { stage: 'publish', target: `archive/${recordKey}` },
      { eventId: 'id', webhook },
      { kind: 'record', key: recordKey, eventId: 'id', ...delivery },
    ],
    [
      'an archive job',
      { stage: 'publish', operation: 'SendMessage' },
      { MessageBody: JSON.stringify(job) },
      { kind: 'job', ...job },
    ],
    [
      'a manifest',
      { stage: 'archive', target: `archive/${manifestKey}` },
      {},
      { kind: 'manifest', operation: 'PutObject', key: manifestKey },
    ],
    [
      'the begin of a pass',
      { stage: 'reconcile', target: `archive/reconciliation/${endpoint}/since.json` },
      {},
      { kind: 'pass', endpoint },
    ],
    [
      'the order of a pass',
      { stage: 'reconcile', target: `archive/reconciliation/${endpoint}/${completed}/2.json` },
      {},
      { kind: 'order', endpoint, envelopeId: completed, number: 2 },
    ],
  ])('sees %s, if AWS has carried out the call', async (_, call, body, seen) => {
    expect(await watch(call, body)).toEqual([{ ...seen, ...moments }]);
    expect(await watch(call, body, 503)).toEqual([]);
  });

  it('sees a record or a manifest that exists already', async () => {
    const record = { stage: 'publish', target: `archive/${recordKey}` } as const;

    expect(await watch(record, { eventId: 'id', webhook }, 412)).toHaveLength(1);
    expect(await watch({ stage: 'archive', target: `archive/${manifestKey}` }, {}, 412)).toHaveLength(1);
  });

  it('sees the entries that the bus took, with what they name', async () => {
    const Entries = [
      detail('first', { record: { key: recordKey } }),
      detail('refused', {}),
      detail('last', { archive: { manifest: { key: manifestKey } } }),
    ];
    const answer = { FailedEntryCount: 1, Entries: [{ EventId: '1' }, { ErrorCode: 'x' }, { EventId: '3' }] };
    const call = { stage: 'archive', service: 'events', operation: 'PutEvents' } as const;
    const seen = { kind: 'publish', type: 'envelope.archived', ...moments };

    expect(await watch(call, { Entries }, 200, answer)).toEqual([
      { ...seen, eventId: 'first', evidenceKey: recordKey },
      { ...seen, eventId: 'last', evidenceKey: manifestKey },
    ]);
  });

  it('sees nothing else', async () => {
    const file = `archive/documents/${endpoint}/${completed}/revision/1.pdf`;

    expect(await watch({ stage: 'archive', target: file }, {})).toEqual([]);
    expect(await watch({ operation: 'GetSecretValue', service: 'secretsmanager' }, {})).toEqual([]);
    expect(
      await watch({ stage: 'publish', operation: 'SendMessage' }, { MessageBody: '{"sweepSpool":true}' }),
    ).toEqual([]);
  });

  it('numbers calls and answers in their order', async () => {
    const { around, calls, tick } = watchCalls();
    const answer = { status: 200, headers: [], body: Buffer.from('{}') };
    const call: AwsCall = {
      ...{ stage: 'verify', service: 'sqs', operation: 'SendMessage', target: '', text: '', invocation: '' },
    };
    const body = Buffer.from(JSON.stringify({ MessageBody: JSON.stringify(webhook) }));
    const handle = around(() => {
      tick();
      return Promise.resolve(answer);
    });

    await handle(call, { method: 'POST', path: '/', headers: {}, rawHeaders: [], body });

    expect(calls.map(({ startedAt, doneAt }) => [startedAt, doneAt])).toEqual([[1, 3]]);
    expect(tick()).toBe(4);
  });
});

describe('the situations that a storm must have', () => {
  const large = request({ sizeBytes: 2_000_000 });
  const varied = request({ sha256: 'sent: signed again', variant: 1 });
  const spooled = callsOf(found.calls, 'store').map((call) => ({ ...call, place: 'spool' as const }));
  const source = {
    requests: [...ledger.requests, large, varied],
    calls: [...found.calls, ...spooled],
    failedSpoolPuts: 1,
    passes: {
      envelopes: [{ ...ledger.envelopes[0]!, id: 'dropped', role: 'unreported' as const }],
      events: [foundCompletion('dropped'), foundCompletion(completed)],
      calls: [{ stage: 'reconcile' as const, fault: 'cut' as const }, { stage: 'reconcile' as const }],
    },
  };
  const size = { webhooks: 75, faults: 0.2 };

  it('are counted', () => {
    expect(countSituations(source)).toEqual({
      'puts into the spool that failed for good': 1,
      'accepted webhooks over 1 MiB': 1,
      'deliveries in the spool': 4,
      'facts with several deliveries': 1,
      'facts with several variants': 1,
      'announced bundles': 1,
      'dropped completions that a pass found': 1,
      'faults that a pass met': 1,
    });
    expect(missingSituations(countSituations(source), size)).toEqual([]);
  });

  it('are reported if they never happened', () => {
    const passes = { envelopes: [], events: [], calls: [] };
    const none = countSituations({ requests: [], calls: [], failedSpoolPuts: 0, passes });

    expect(missingSituations(none, size)).toEqual(
      Object.keys(none).map((about) => ({ name: 'never-happened', about })),
    );
  });

  it('are not expected of a small storm, or of one without faults', () => {
    const none = countSituations({ requests: [], calls: [], failedSpoolPuts: 0 });

    expect(missingSituations(none, { ...size, webhooks: 10 })).toEqual([]);
    expect(missingSituations(none, { ...size, faults: 0 })).toEqual([]);
  });
});
