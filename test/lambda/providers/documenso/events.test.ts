import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../../../../lambda/kit/hash';
import { readDocumensoEvent } from '../../../../lambda/providers/documenso/events';
import { fixture } from './fixture';

const ada = { id: '81', name: 'Ada Byron', email: 'ada@example.com' };
const alan = { id: '82', name: 'Alan Mathison', email: 'alan@example.com' };
const completedAt = '2026-03-02T10:10:05.500Z';

const readFixture = (name: string) => readDocumensoEvent(fixture(name));
const read = (body: unknown) => readDocumensoEvent(Buffer.from(JSON.stringify(body)));
const bodyOf = (name: string) => JSON.parse(fixture(name).toString()) as { payload: Record<string, unknown> };

test('the 14 events of v2.17 are these', () => {
  const rows = [
    ['document-created', 'envelope.created', undefined, '2026-03-02T10:00:00.100Z'],
    ['document-sent', 'envelope.sent', undefined, '2026-03-02T10:01:00.200Z'],
    ['document-opened', 'recipient.viewed', '81', undefined],
    ['document-signed', 'recipient.signed', '82', '2026-03-02T10:10:00.400Z'],
    ['document-recipient-completed', 'envelope.updated', '81', '2026-03-02T10:05:00.300Z'],
    ['v2.17-document-completed', 'envelope.completed', undefined, completedAt],
    ['document-rejected', 'envelope.declined', '81', completedAt],
    ['document-cancelled', 'envelope.voided', undefined, completedAt],
    ['document-cancelled-after-completion', 'envelope.deleted', undefined, '2026-03-02T10:20:00.600Z'],
    ['recipient-expired', 'recipient.expired', '81', '2026-03-02T10:25:00.700Z'],
    ['document-reminder-sent', 'recipient.reminded', undefined, undefined],
    ['template-created', 'template.created', undefined, '2026-03-02T10:00:00.100Z'],
    ['template-updated', 'template.updated', undefined, '2026-03-02T10:01:00.200Z'],
    ['template-deleted', 'template.deleted', undefined, undefined],
    ['template-used', 'template.used', undefined, '2026-03-02T10:00:00.100Z'],
    ['unknown-event', 'provider.event', undefined, undefined],
  ];

  expect(
    rows.map(([name]) => {
      const { type, recipient, occurredAt } = readFixture(name ?? '');
      return [name, type, recipient?.id, occurredAt];
    }),
  ).toEqual(rows);
});

test('a completion of v2.17 has exactly these fields', () => {
  expect(readFixture('v2.17-document-completed')).toEqual({
    type: 'envelope.completed',
    providerEvent: 'DOCUMENT_COMPLETED',
    key: ['DOCUMENT_COMPLETED', 4711, completedAt],
    occurredAt: completedAt,
    envelope: {
      id: 'envelope_qwertyuiopasdfgh',
      legacyId: '4711',
      title: 'Lease of the mill',
      externalId: 'Mietvertrag Nr. 7/2026 – Anlage „B“',
      status: 'COMPLETED',
    },
    recipients: [
      { ...ada, status: 'SIGNED' },
      { ...alan, status: 'SIGNED' },
    ],
    progress: { signed: 2, total: 2 },
  });
});

test.each(['v1.8.1', 'v1.9', 'v1.13', 'v2.7', 'v2.13', 'v2.17'])(
  'the same completion in the shape of %s has the same key, folder and recipients',
  (version) => {
    const { key, envelope, recipients } = readFixture(`${version}-document-completed`);
    const hasEnvelopeId = ['v2.13', 'v2.17'].includes(version);

    expect(key).toEqual(['DOCUMENT_COMPLETED', 4711, completedAt]);
    expect([envelope?.id, envelope?.legacyId]).toEqual([
      hasEnvelopeId ? 'envelope_qwertyuiopasdfgh' : '4711',
      '4711',
    ]);
    expect(recipients).toHaveLength(2);
  },
);

test.each([
  ['created', 'envelope.created', undefined, '2024-04-22T11:44:43.341Z', undefined],
  ['sent', 'envelope.sent', undefined, '2024-04-22T11:48:07.569Z', { signed: 0, total: 2 }],
  ['opened', 'recipient.viewed', '52', undefined, { signed: 0, total: 1 }],
  ['signed', 'recipient.signed', '51', '2024-04-22T11:52:05.688Z', { signed: 1, total: 1 }],
  ['completed', 'envelope.completed', undefined, '2024-04-22T11:52:05.707Z', { signed: 2, total: 2 }],
])('the page’s example of document.%s is no test, but a real document', (name, ...fields) => {
  const {
    type,
    recipient,
    occurredAt,
    progress,
    test: isTest,
    envelope,
  } = readFixture(`page-document-${name}`);

  expect([type, recipient?.id, occurredAt, progress]).toEqual(fields);
  expect(isTest).toBeUndefined();
  expect(envelope).toMatchObject({ id: '10', legacyId: '10', title: 'documenso.pdf' });
});

describe('the Test button', () => {
  test.each([
    ['test-v2.17-document-completed', 'envelope.completed', 'env_123'],
    ['test-v1.12.3-document-completed-wrapped', 'envelope.completed', '10'],
    ['test-v1.12.3-document-cancelled-wrapped', 'envelope.voided', '7'],
  ])('is recognized by the marks of its sample: %s', (name, type, id) => {
    expect(readFixture(name)).toMatchObject({ type, test: true, envelope: { id } });
  });

  test('is not taken for the tenth document of an old account, nor that for it', () => {
    const real = readFixture('v1.9-document-completed-number-10');

    expect(real).toMatchObject({ type: 'envelope.completed', envelope: { id: '10' } });
    expect(real.test).toBeUndefined();
    expect(readFixture('test-v1.12.3-document-completed-wrapped').key).not.toEqual(real.key);
  });

  test('has no team: what has one is real, whatever its marks', () => {
    const body = bodyOf('test-v2.17-document-completed');

    expect(read({ ...body, payload: { ...body.payload, teamId: 1 } }).test).toBeUndefined();
  });
});

test('a delivery that was sent again in a wrapping is the same event, and no test', () => {
  const again = readFixture('resend-v2.8.1-document-completed-wrapped');

  expect(again).toEqual(readFixture('v2.7-document-completed'));
});

test('a sample that was sent again is wrapped twice, and still a test', () => {
  const twice = { ...bodyOf('test-v1.12.3-document-completed-wrapped') };

  expect(read({ ...twice, payload: twice })).toEqual(readFixture('test-v1.12.3-document-completed-wrapped'));
});

test('a wrapping around another event is none', () => {
  const inner = { event: 'DOCUMENT_SIGNED', payload: { id: 1 } };

  expect(read({ event: 'DOCUMENT_COMPLETED', payload: inner })).toMatchObject({
    type: 'provider.event',
    problem: 'envelope-id-unusable',
  });
});

test('no content of a document and no signing token gets into an event', () => {
  const names = readdirSync(join(__dirname, '../../../fixtures/documenso')).filter((name) =>
    name.endsWith('.json'),
  );
  expect(names.length).toBeGreaterThan(25);

  for (const name of names) {
    const event = JSON.stringify(readFixture(name.replace('.json', '')));
    expect(event).not.toMatch(/JVBERi0|tokA|vbT8hi3j|HkrptwS4|webhookEndpoint|hooks\.example/);
    expect(event.length).toBeLessThan(2_000);
  }
});

describe('who acted', () => {
  const signed = bodyOf('document-signed');
  const [first, second] = signed.payload.recipients as readonly Record<string, unknown>[];
  const withRecipients = (...recipients: unknown[]) =>
    read({ ...signed, payload: { ...signed.payload, recipients, Recipient: recipients } });

  test('is left out if two signed at the same time', () => {
    const event = withRecipients(first, { ...second, signedAt: first?.signedAt });

    expect(event.recipient).toBeUndefined();
    expect(event.occurredAt).toBeUndefined();
    expect(event.recipients).toHaveLength(2);
  });

  test('is never a recipient who rejected, if the event is a signature', () => {
    expect(withRecipients(first, { ...second, signingStatus: 'REJECTED' }).recipient?.id).toBe('81');
  });

  test('is left out if two have opened it', () => {
    const opened = bodyOf('document-opened');
    const both = [first, second].map((one) => ({ ...one, readStatus: 'OPENED' }));

    expect(read({ ...opened, payload: { ...opened.payload, recipients: both } }).recipient).toBeUndefined();
  });

  test('whoever only gets a copy does not count as a signer', () => {
    const copied = { ...second, id: 83, role: 'CC', signingStatus: 'SIGNED', signedAt: null };

    expect(withRecipients(first, copied).progress).toEqual({ signed: 1, total: 1 });
  });
});

describe('a genuine body that is not as it should be', () => {
  const completed = bodyOf('v2.17-document-completed');
  const withField = (fields: object) => ({ ...completed, payload: { ...completed.payload, ...fields } });

  test.each([
    ['nothing', Buffer.alloc(0), 'body-not-json'],
    ['a list', Buffer.from('[]'), 'body-not-an-object'],
    ['no UTF-8', Buffer.from([0x7b, 0xff]), 'body-not-utf8'],
    ['an empty object', Buffer.from('{}'), 'event-unusable'],
    ['no payload', Buffer.from('{"event":"DOCUMENT_SIGNED"}'), 'envelope-id-unusable'],
    [
      'a payload that is a text',
      Buffer.from('{"event":"DOCUMENT_SIGNED","payload":"x"}'),
      'envelope-id-unusable',
    ],
  ])('is a provider.event keyed by its bytes: %s', (_, body, problem) => {
    const event = readDocumensoEvent(body);

    expect([event.type, event.key, event.problem]).toEqual([
      'provider.event',
      { sha256: sha256Hex(body) },
      problem,
    ]);
  });

  test.each([
    ['an envelope id that leaves its folder', { envelopeId: '../../x' }, 'envelope-id-unusable'],
    ['an envelope id that looks like a number', { envelopeId: '12' }, 'envelope-id-unusable'],
    ['recipients that are none', { recipients: 'x', Recipient: [{}] }, 'recipients-unusable'],
  ])('keeps its word while its document is known: %s', (_, fields, problem) => {
    const event = read(withField(fields));

    expect(event).toMatchObject({ type: 'envelope.completed', envelope: { legacyId: '4711' }, problem });
  });

  test('an odd title, time or meta costs nothing else', () => {
    const event = read(withField({ title: 7, createdAt: 'yesterday', documentMeta: 'x', externalId: {} }));

    expect(event).toMatchObject({
      type: 'envelope.completed',
      key: ['DOCUMENT_COMPLETED', 4711, completedAt],
    });
    expect(event.problem).toBeUndefined();
  });

  test('a cancellation of an unknown state is a provider.event with a problem', () => {
    const body = { ...withField({ status: 'SEALED', deletedAt: null }), event: 'DOCUMENT_CANCELLED' };

    expect(read(body)).toMatchObject({ type: 'provider.event', problem: 'status-unusable' });
  });

  test('more recipients than an event has room for are left out, and still counted', () => {
    const many = Array.from({ length: 101 }, (_, id) => ({ id, signingStatus: 'SIGNED' }));
    const event = read(withField({ recipients: many }));

    expect([event.recipients, event.progress]).toEqual([undefined, { signed: 101, total: 101 }]);
  });

  test.each([
    ['deeper than its key is made of', 900, { type: 'provider.event', providerEvent: 'X' }],
    ['deeper than anybody reads', 100_000, { type: 'provider.event', problem: 'body-nested-too-deep' }],
  ])('may be nested %s: it is known by its bytes', (_, levels, event) => {
    const deep = Buffer.from(
      `{"event":"X","payload":{"id":1,"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`,
    );

    expect(readDocumensoEvent(deep)).toMatchObject({ ...event, key: { sha256: sha256Hex(deep) } });
  });
});
