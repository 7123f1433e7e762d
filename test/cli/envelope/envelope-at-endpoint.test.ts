import { envelopeAtEndpoint, isKnown } from '../../../cli/envelope/envelope-at-endpoint';
import { sha256Hex } from '../../../lambda/kit/hash';
import { CommandFailure } from '../../../cli/command-failure';
import { standing } from '../../../cli/envelope/standing';
import { readLogLine } from '../../../cli/logs/log-line';
import { MemoryVersions } from '../stack/memory-versions';
import { bundleFolder, manifestOf, putBundle, recordText } from './stored-envelope';

const place = {
  endpoint: 'team',
  providerName: 'documenso',
  provider: 'documenso',
  archiveBucket: 'archive',
  claimsBucket: 'claims',
  logGroup: 'archivers',
} as const;

const eventId = (digit: string) => digit.repeat(64);

/** Looks for an envelope in these buckets. */
function look(
  id: string,
  { archive = new MemoryVersions(), claims = new MemoryVersions(), lines = [] as object[] },
) {
  const openVersions = (bucket: string) => (bucket === 'archive' ? archive : claims);
  const readLog = () =>
    Promise.resolve(
      lines.map((line, index) => readLogLine(JSON.stringify(line), Date.UTC(2026, 10, 28) + index)!),
    );
  return envelopeAtEndpoint({ openVersions, readLog }, place, id);
}

test('a test envelope is found below test/, and nowhere else', async () => {
  const archive = new MemoryVersions();
  const id = 'esign-test-1';
  const manifest = {
    ...manifestOf({}, { id }),
    test: true,
    files: [
      {
        role: 'executed',
        key: `test/team/documents/${id}/0b41/executed.pdf`,
        size: 6,
        sha256: sha256Hex('sample'),
      },
    ],
  };
  archive.put(`test/team/documents/${id}/0b41/executed.pdf`, 'sample');
  archive.put(`test/team/documents/${id}/0b41/manifest.json`, JSON.stringify(manifest));
  archive.put(`test/team/webhooks/${id}/${eventId('a')}.json`, recordText(eventId('a'), { envelopeId: id }));
  putBundle(archive, { 'executed.pdf': 'forged' }, { id });

  const found = await look(id, { archive });

  expect(found.bundles.map(({ state, faults, prefix }) => [state, faults, prefix])).toEqual([
    ['whole', [], `test/team/documents/${id}/0b41/`],
  ]);
  expect(found.events).toHaveLength(1);
});

describe('an envelope with two ids', () => {
  const archive = new MemoryVersions();
  const payload = { id: 42, envelopeId: 'envelope_1', title: 'Lease' };
  archive.put(`webhooks/team/42/${eventId('a')}.json`, recordText(eventId('a'), payload, 'DOCUMENT_SENT'));
  archive.put(`webhooks/team/42/${eventId('b')}.json`, recordText(eventId('b'), payload));
  archive.put(`webhooks/team/42/${eventId('b')}/${eventId('d')}.json`, recordText(eventId('b'), payload));
  putBundle(archive, { 'executed.pdf': 'the document' });
  archive.put('reconciliation/team/envelope_1/1.json', '{}');
  archive.put('reconciliation/team/envelope_1/1-archived.json', '{}');

  test.each(['envelope_1', '42'])('is whole on the screen by %s', async (id) => {
    const found = await look(id, { archive });

    expect([...found.ids].sort()).toEqual(['42', 'envelope_1']);
    expect(found.events.map(({ type, differing }) => [type, differing.length])).toEqual([
      ['envelope.sent', 0],
      ['envelope.completed', 1],
    ]);
    expect(found.bundles).toMatchObject([{ state: 'whole', revision: '0b41', faults: [] }]);
    expect(found.order).toMatchObject({ number: 1, hasBundle: true });
    expect([standing(found), found.problems]).toEqual(['archived', []]);
  });

  test('has nothing of a person and no token in what is kept of it', async () => {
    const text = JSON.stringify(await look('42', { archive }));

    expect(text).not.toMatch(/SIGNING-TOKEN|Ada|example\.com/);
  });
});

test('a webhook that names another envelope does not bring the bundle of that one', async () => {
  const archive = new MemoryVersions();
  const forged = { id: 42, envelopeId: 'envelope_of_others' };
  archive.put(`webhooks/team/42/${eventId('a')}.json`, recordText(eventId('a'), forged));
  putBundle(archive, { 'executed.pdf': 'theirs' }, { id: 'envelope_of_others', legacyId: '7' });

  const found = await look('42', { archive });

  expect(found.bundles).toEqual([]);
  expect(standing(found)).toBe('completed');
});

test('an object in a place of something else is no part of an envelope', async () => {
  const archive = new MemoryVersions();
  putBundle(archive, { 'executed.pdf': 'x' }, { id: 'envelope_12' });
  archive.put('documents/team/envelope_1.json', 'x');
  archive.put('webhooks/team/envelope_1/odd.json', 'x');

  expect(isKnown(await look('envelope_1', { archive }))).toBe(false);
});

test.each([
  ['no JSON', 'no JSON'],
  ['the manifest of another envelope', undefined],
])('a manifest that is %s makes no whole bundle', async (_, text) => {
  const archive = new MemoryVersions();
  const other = putBundle(new MemoryVersions(), { 'executed.pdf': 'x' }, { id: 'envelope_2' });
  archive.put(`${bundleFolder()}manifest.json`, text ?? other);

  const found = await look('envelope_1', { archive });

  expect(found.bundles).toMatchObject([
    { state: 'begun', faults: ['manifest.json is no list of this bundle that this version can read'] },
  ]);
  expect(standing(found)).not.toBe('archived');
});

test('a record that is no record is named, and the others are read', async () => {
  const archive = new MemoryVersions();
  archive.put(`webhooks/team/42/${eventId('a')}.json`, 'no record');
  archive.put(`webhooks/team/42/${eventId('b')}.json`, recordText(eventId('b'), { id: 42 }));

  const { events } = await look('42', { archive });

  expect(events.map(({ problem, type }) => problem ?? type)).toEqual([
    'record-unreadable',
    'envelope.completed',
  ]);
});

test('a record that was written over is read as it was first', async () => {
  const archive = new MemoryVersions();
  const key = `webhooks/team/42/${eventId('a')}.json`;
  archive.put(key, recordText(eventId('a'), { id: 42, title: 'First' }));
  archive.put(key, recordText(eventId('a'), { id: 42, title: 'Forged' }));

  const { events } = await look('42', { archive });

  expect(events).toMatchObject([{ isAltered: true, envelope: { title: 'First' } }]);
});

describe('a waiting job', () => {
  const claim = {
    version: 1,
    owner: 'o',
    aliveUntil: '2026-11-28T02:00:00.000Z',
    giveUpAt: '2026-11-30T00:00:00.000Z',
    extensions: 2,
    reannounce: false,
    released: false,
  };
  const waits = {
    message: 'archiving has to wait',
    endpoint: 'team',
    envelopeId: 'envelope_1',
    attempt: 3,
    reason: 'not-complete',
    retryInSeconds: 60,
  };
  const claimsWith = (...texts: readonly string[]) => {
    const claims = new MemoryVersions();
    for (const text of texts) claims.put('team/envelope_1.json', text);
    return claims;
  };

  test('has its attempts, its reason, and when the next one is due', async () => {
    const lines = [
      { ...waits, attempt: 2, reason: 'rate-limited' },
      waits,
      { ...waits, folded: true, attempt: 0 },
      { ...waits, endpoint: 'other', attempt: 9 },
      { ...waits, envelopeId: 'envelope_12', attempt: 9 },
    ];

    const found = await look('envelope_1', { claims: claimsWith(JSON.stringify(claim)), lines });

    expect(found.waitingJob).toEqual({
      givesUpAt: claim.giveUpAt,
      folded: 2,
      attempts: 4,
      reason: 'not-complete',
      nextAt: '2026-11-28T00:01:00.001Z',
    });
    expect(standing(found)).toBe('waiting');
  });

  test.each([
    ['is released', JSON.stringify({ ...claim, released: true })],
    ['is no claim', 'no claim'],
    ['is too large to be one', 'x'.repeat(10_001)],
  ])('is not there if its claim %s', async (_, text) => {
    const found = await look('envelope_1', {
      claims: claimsWith(JSON.stringify(claim), text),
      lines: [waits],
    });

    expect(isKnown(found)).toBe(false);
  });
});

test('what cannot be read is a problem, and costs nothing else', async () => {
  const archive = new MemoryVersions();
  putBundle(archive, { 'executed.pdf': 'x' });
  const denied = { list: () => deniedList(), stream: archive.stream };
  const openVersions = (bucket: string) => (bucket === 'archive' ? archive : denied);

  const found = await envelopeAtEndpoint(
    { openVersions, readLog: () => Promise.resolve([]) },
    place,
    'envelope_1',
  );

  expect(found.bundles).toHaveLength(1);
  expect(found.problems).toEqual(['access denied', 'access denied']);
});

async function* deniedList(): AsyncGenerator<never, void> {
  await Promise.resolve();
  throw new CommandFailure('access denied');
}
