import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { useSample } from './harness/sample/use-sample';
import { readObject } from './harness/observe/archive-bucket';
import { faults } from './faults/fault';
import { account } from './storm/account';
import { observeStack } from './storm/observe-stack';
import type { Observation } from './storm/observation';
import { prepareField, runStorm, stormEndpoints, type StormField } from './storm/run-storm';
import { stormLeaks } from './storm/storm-leaks';
import { againCommand, renderReport, type StormReport } from './storm/storm-report';

const sample = useSample({ endpoints: stormEndpoints });
const size = { webhooks: 75, faults: 0.2, concurrency: 6, idleSeconds: 120 };
/** The second storm meets the state that the first has left. */
const seeds = [20_261_121, 42] as const;

let field: StormField;
let first: StormReport;
let report: StormReport;

beforeAll(async () => {
  field = await prepareField(sample());
  first = await runStorm(field, { ...size, seed: seeds[0] });
  report = await runStorm(field, { ...size, seed: seeds[1], earlier: first.ledger });
}, 3_600_000);

const names = (found: Observation) =>
  account(report.ledger, found, { settled: true }).map(({ name }) => name);

it('loses nothing that was accepted, accepts nothing forged, leaks nothing', () => {
  const failureLines = ([seed, storm]: readonly [number, StormReport]) =>
    storm.discrepancies.length === 0 ? [] : [againCommand({ ...size, seed }), ...renderReport(storm)];

  // A failure prints the whole report, and the command that repeats the storm.
  expect([[seeds[0], first] as const, [seeds[1], report] as const].flatMap(failureLines)).toEqual([]);
});

it('has every kind of fault, refusals, retries, and accepts most requests in the end', () => {
  const { requests } = report.ledger;
  const accepted = new Set(requests.filter(({ status }) => status === 200).map(({ fact }) => fact));
  const thrown = [...first.thrown.keys(), ...report.thrown.keys()];

  expect(thrown).toEqual(expect.arrayContaining(faults.map((fault) => `AWS: ${fault}`)));
  expect(thrown.filter((name) => name.startsWith('provider: ')).length).toBeGreaterThan(3);
  expect(requests.filter(({ forgery, status }) => forgery && status === 401)).not.toEqual([]);
  // Of a busy machine's 503 answers, only Kingsign's webhooks are not sent again.
  const sent = new Set(requests.filter(({ forgery }) => !forgery).map(({ fact }) => fact));
  expect(accepted.size).toBeGreaterThan(sent.size / 2);
  expect(report.after.bundles.length).toBeGreaterThan(4);
});

describe('a change of the observation', () => {
  const forged = {
    key: 'webhooks/kingsign/forged/1.json',
    endpoint: 'kingsign',
    deliveryId: 'forged',
    receivedAt: '2026-11-21T09:00:00.000Z',
    sha256: 'forged',
  };

  it.each<[string, (found: Observation) => Observation, readonly string[]]>([
    [
      'a lost record',
      ({ records: [lost, ...records], events, ...rest }) => ({
        ...rest,
        records,
        events: events.filter(({ id }) => id !== lost?.eventId),
      }),
      ['not-recorded'],
    ],
    [
      'a lost event',
      ({ records, events, ...rest }) => ({
        ...rest,
        records,
        events: events.filter(({ id }) => id !== records[0]?.eventId),
      }),
      ['not-published'],
    ],
    [
      'a lost bundle and its event',
      ({ bundles: [lost, ...bundles], events, ...rest }) => ({
        ...rest,
        bundles,
        events: events.filter(({ manifestKey }) => manifestKey !== lost?.manifestKey),
      }),
      ['not-archived'],
    ],
    [
      'a forged record',
      ({ records, ...rest }) => ({
        ...rest,
        records: [...records, { ...forged, eventId: 'forged', storedSha256: 'forged' }],
      }),
      ['record-of-nothing'],
    ],
  ])('is reported: %s', (_, plant, expected) => {
    // Only an accepted fact can be missing: a request can be stored without an answer of 200. A completion is missed twice.
    const accepted = new Set(
      report.ledger.requests
        .filter(({ status, type }) => status === 200 && type !== 'envelope.completed')
        .map(({ sha256 }) => sha256),
    );
    const records = [...report.after.records].sort(
      (one, other) => Number(accepted.has(other.sha256)) - Number(accepted.has(one.sha256)),
    );

    expect(names(plant({ ...report.after, records }))).toEqual(expected);
  });
});

describe('a change of the stack', () => {
  const read = () => observeStack(sample(), { envelopes: report.ledger.envelopes, calls: field.watch.calls });

  it('is reported: a record deleted from the archive, and a forged one added', async () => {
    const { clients, stack } = sample();
    const accepted = report.ledger.requests.find(
      ({ status, type }) => status === 200 && type === 'recipient.signed',
    );
    const { key } = report.after.records.find(({ sha256 }) => sha256 === accepted?.sha256)!;
    const text = (await readObject(clients, stack.archiveBucket, key)).toString();
    await clients.s3.send(new DeleteObjectCommand({ Bucket: stack.archiveBucket, Key: key }));
    await clients.s3.send(
      new PutObjectCommand({
        Bucket: stack.archiveBucket,
        Key: 'webhooks/kingsign/forged/1.json',
        Body: text.replace(accepted!.sha256, '0'.repeat(64)),
      }),
    );

    const found = names(await read());

    expect([...found].sort()).toEqual(['event-of-nothing', 'not-recorded', 'record-of-nothing']);
  });

  it('is reported: our own proof anywhere, and a signing token of a provider outside of the records', async () => {
    const { clients, stack, connected } = sample();
    const token = 'a-signing-token-that-was-planted';
    const put = (Key: string, Body: string) =>
      clients.s3.send(new PutObjectCommand({ Bucket: stack.archiveBucket, Key, Body }));
    await put('documents/planted.txt', `${connected('kingsign').proof} ${token}`);
    await put('webhooks/planted.json', token);
    const envelopes = { secrets: () => Promise.resolve({ 'a signing token': token }) };

    const leaks = await stormLeaks(sample(), envelopes, ['kingsign']);

    expect(leaks.map(({ about }) => about).sort()).toEqual([
      'objects documents/planted.txt: a signing token',
      'objects documents/planted.txt: kingsign: what proves its webhooks',
    ]);
  });
});
