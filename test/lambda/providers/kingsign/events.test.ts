import { sha256Hex } from '../../../../lambda/kit/hash';
import { readKingsignEvent } from '../../../../lambda/providers/kingsign/events';
import { fixture } from './fixture';

const envelopeId = '64a1b2c3d4e5f6789012345';
const john = '64a1b2c3d4e5f6789012348';
const jane = '64a1b2c3d4e5f6789012351';

const read = (payload: unknown) => readKingsignEvent(Buffer.from(JSON.stringify(payload)));

interface Field {
  readonly _id: string;
  readonly contactId?: string;
  readonly isSigned: boolean;
  readonly updatedAt: string;
}
const field = (_id: string, contactId: string, signedAt?: string): Field => ({
  _id,
  contactId,
  isSigned: signedAt !== undefined,
  updatedAt: `2026-11-21T10:${signedAt ?? '00:00.000'}Z`,
});
const updated = (documentFields: readonly unknown[], document: object = {}, rest: object = {}) => ({
  type: 'document.updated',
  document: { _id: envelopeId, title: 'T', status: 'pending', documentFields, ...document },
  timestamp: '2026-11-21T10:05:00.000Z',
  webhookId: 'w',
  ...rest,
});

describe('the documented events', () => {
  test('document.updated is recipient.signed if the payload shows who signed', () => {
    expect(readKingsignEvent(fixture('document-updated'))).toEqual({
      type: 'recipient.signed',
      providerEvent: 'document.updated',
      key: [
        'document.updated',
        envelopeId,
        'pending',
        [
          ['64a1b2c3d4e5f6789012346', true, '2024-01-15T14:45:00.000Z'],
          ['64a1b2c3d4e5f6789012349', false, '2024-01-15T10:30:00.000Z'],
        ],
      ],
      occurredAt: '2024-01-15T14:45:00.000Z',
      envelope: { id: envelopeId, title: 'Contract Agreement 2024', status: 'pending' },
      recipient: { id: john, status: 'signed' },
      recipients: [
        { id: john, status: 'signed' },
        { id: jane, status: 'pending' },
      ],
      progress: { signed: 1, total: 2 },
    });
  });

  test('document.completed is envelope.completed, and names nobody as who acted', () => {
    expect(readKingsignEvent(fixture('document-completed'))).toEqual({
      type: 'envelope.completed',
      providerEvent: 'document.completed',
      key: [
        'document.completed',
        envelopeId,
        [
          ['64a1b2c3d4e5f6789012346', true, '2024-01-15T14:45:00.000Z'],
          ['64a1b2c3d4e5f6789012349', true, '2024-01-15T15:00:00.000Z'],
        ],
      ],
      occurredAt: '2024-01-15T15:00:00.000Z',
      envelope: { id: envelopeId, title: 'Contract Agreement 2024', status: 'signed' },
      recipients: [
        { id: john, status: 'signed' },
        { id: jane, status: 'signed' },
      ],
      progress: { signed: 2, total: 2 },
    });
  });

  test('what was filled in is nowhere in the event: no image, no name, no date', () => {
    for (const name of ['document-completed-with-signatures', 'document-updated', 'document-completed']) {
      const event = JSON.stringify(readKingsignEvent(fixture(name)));

      for (const value of ['iVBORw0KGgo', 'base64', 'John Doe', 'Jane Smith', 'Please review']) {
        expect(event).not.toContain(value);
      }
    }
  });

  test('fields that no page names change nothing', () => {
    expect(readKingsignEvent(fixture('document-updated-unknown-fields'))).toEqual(
      readKingsignEvent(fixture('document-updated')),
    );
  });

  test('a type that no page names is a provider.event under its own name, without a problem', () => {
    const body = fixture('unknown-type');

    expect(readKingsignEvent(body)).toEqual({
      type: 'provider.event',
      providerEvent: 'document.viewed',
      key: { sha256: sha256Hex(body) },
      envelope: { id: envelopeId, title: 'Contract Agreement 2024', status: 'pending' },
    });
  });

  test.each(['__proto__', 'constructor', 'DOCUMENT.COMPLETED', ' document.completed'])(
    'a type may be called %j',
    (type) => {
      const event = read(updated([], {}, { type }));

      expect([event.type, event.providerEvent]).toEqual(['provider.event', type]);
    },
  );
});

describe('who acted', () => {
  test.each<[string, readonly Field[], string | undefined]>([
    [
      'the owner of the field that was signed last',
      [field('1', 'a', '01:00.000'), field('2', 'b', '02:00.000')],
      'b',
    ],
    [
      'the owner of all fields signed last',
      [field('1', 'a', '01:00.000'), field('2', 'a', '01:00.000')],
      'a',
    ],
    ['by time, not by text', [field('1', 'a', '02:00.1'), field('2', 'b', '02:00.050')], 'a'],
    ['nobody: nothing is signed', [field('1', 'a')], undefined],
    ['nobody: there are no fields', [], undefined],
    ['nobody: two signed last', [field('1', 'a', '01:00.000'), field('2', 'b', '01:00.000')], undefined],
    ['nobody yet: one of theirs is open', [field('1', 'a', '01:00.000'), field('2', 'a')], undefined],
    ['nobody: a field of nobody', [{ ...field('1', '', '01:00.000') }], undefined],
    [
      'nobody: one of the last is of nobody',
      [field('1', 'a', '01:00.000'), field('2', '', '01:00.000')],
      undefined,
    ],
  ])('is %s', (_, fields, id) => {
    const { type, recipient } = read(updated(fields));

    expect([type, recipient?.id]).toEqual(id ? ['recipient.signed', id] : ['envelope.updated', undefined]);
  });

  test('a change that is not a signature, made later, counts for nothing', () => {
    const later = { ...field('2', 'b'), updatedAt: '2026-11-21T11:00:00.000Z' };

    expect(read(updated([field('1', 'a', '01:00.000'), later]))).toMatchObject({
      recipient: { id: 'a' },
      occurredAt: '2026-11-21T10:01:00.000Z',
    });
  });
});

describe('the key', () => {
  const fields = [field('1', 'a', '01:00.000'), field('2', 'b')];
  const base = updated(fields);
  const completed = { ...base, type: 'document.completed' };

  test.each([
    ['another time of sending', { ...base, timestamp: '2026-11-21T12:00:00.000Z' }],
    ['another integration', { ...base, webhookId: 'other' }],
    ['the document’s own time', updated(fields, { updatedAt: '2026-11-21T12:00:00.000Z' })],
    ['another order of the fields', updated([...fields].reverse())],
    ['other values, which nobody signed', updated(fields.map((one) => ({ ...one, value: 'x' })))],
    ['another title', updated(fields, { title: 'U' })],
  ])('is the same: %s', (_, other) => {
    expect(read(other).key).toEqual(read(base).key);
  });

  test.each([
    ['another document', updated(fields, { _id: 'other' })],
    ['another status', updated(fields, { status: 'signed' })],
    ['one more signed', updated([fields[0], field('2', 'b', '02:00.000')])],
    ['signed anew', updated([field('1', 'a', '01:00.001'), fields[1]])],
    ['one field fewer', updated(fields.slice(0, 1))],
    ['the other type', completed],
  ])('is another one: %s', (_, other) => {
    expect(read(other).key).not.toEqual(read(base).key);
  });

  test('of a completion does not have the status: both of the doubled completion are one', () => {
    const other = { ...completed, document: { ...completed.document, status: 'completed' } };

    expect(read(other).key).toEqual(read(completed).key);
  });

  test('of an early completion is not that of the final one', () => {
    const final = { ...updated([fields[0], field('2', 'b', '02:00.000')]), type: 'document.completed' };

    expect(read(final).key).not.toEqual(read(completed).key);
  });
});

describe('a body that differs from the page', () => {
  test.each([
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'body-not-utf8'],
    ['nothing', Buffer.alloc(0), 'body-not-json'],
    ['half an object', Buffer.from('{"type":"document.completed"'), 'body-not-json'],
    ['null', Buffer.from('null'), 'body-not-an-object'],
    ['a list', Buffer.from('[]'), 'body-not-an-object'],
  ])('is a provider.event keyed by its bytes: %s', (_, body, problem) => {
    expect(readKingsignEvent(body)).toEqual({
      type: 'provider.event',
      key: { sha256: sha256Hex(body) },
      problem,
    });
  });

  const fields = [field('1', 'a', '01:00.000')];

  test.each([
    ['no type', updated(fields, {}, { type: undefined }), 'provider.event', 'type-unusable'],
    ['a type that is no text', updated(fields, {}, { type: 7 }), 'provider.event', 'type-unusable'],
    ['no document', updated([], {}, { document: undefined }), 'provider.event', 'envelope-id-unusable'],
    [
      'a document that is a list',
      updated([], {}, { document: [] }),
      'provider.event',
      'envelope-id-unusable',
    ],
    [
      'an id that leaves its folder',
      updated(fields, { _id: '../x' }),
      'provider.event',
      'envelope-id-unusable',
    ],
    [
      'an id of 129 characters',
      updated(fields, { _id: 'a'.repeat(129) }),
      'provider.event',
      'envelope-id-unusable',
    ],
    ['no status', updated(fields, { status: null }), 'recipient.signed', 'status-unusable'],
    ['no fields', updated(fields, { documentFields: null }), 'envelope.updated', 'fields-unusable'],
    ['a field without an id', updated([{ ...fields[0], _id: 1 }]), 'envelope.updated', 'fields-unusable'],
    [
      'a field of no time',
      updated([{ ...fields[0], updatedAt: 'x' }]),
      'envelope.updated',
      'fields-unusable',
    ],
    [
      'a field neither signed nor not',
      updated([{ ...fields[0], isSigned: 'yes' }]),
      'envelope.updated',
      'fields-unusable',
    ],
  ])('keeps what can be kept, keyed by its bytes: %s', (_, payload, type, problem) => {
    const event = read(payload);

    expect([event.type, event.problem]).toEqual([type, problem]);
    expect(event.key).toEqual({ sha256: sha256Hex(JSON.stringify(payload)) });
  });

  test('a completion without readable fields is still one, for the API to confirm', () => {
    const event = read({ type: 'document.completed', document: { _id: envelopeId } });

    expect(event).toMatchObject({ type: 'envelope.completed', envelope: { id: envelopeId } });
    expect(event.problem).toBe('status-unusable');
  });

  test('forgives a byte order mark', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), fixture('document-completed')]);

    expect(readKingsignEvent(marked)).toEqual(readKingsignEvent(fixture('document-completed')));
  });

  const nestedIn = (levels: number) =>
    Buffer.from(
      JSON.stringify(updated([{ ...fields[0], value: 0 }])).replace(
        '"value":0',
        `"value":${'['.repeat(levels)}${']'.repeat(levels)}`,
      ),
    );

  test('may be nested far deeper than anybody needs', () => {
    expect(readKingsignEvent(nestedIn(900)).type).toBe('recipient.signed');
  });

  test('nested deeper still, is an event with a problem', () => {
    expect(readKingsignEvent(nestedIn(200_000))).toMatchObject({
      type: 'provider.event',
      problem: 'body-nested-too-deep',
    });
  });
});

describe('an event is never too large for the bus', () => {
  test('of more fields than any document has, none is looked at', () => {
    const event = read(updated(Array<never>(1_000_000).fill(0 as never)));

    expect(event).toMatchObject({ type: 'envelope.updated', problem: 'fields-unusable' });
  });

  test('long texts are clipped', () => {
    const { providerEvent, envelope } = read(
      updated([], { title: 'ß'.repeat(600), status: 's'.repeat(300) }, { type: 't'.repeat(300) }),
    );

    expect([providerEvent, envelope?.title, envelope?.status].map((text) => text?.length)).toEqual([
      256, 500, 256,
    ]);
  });

  test.each([
    [100, 100],
    [101, undefined],
  ])('of %d contacts it names %s', (count, named) => {
    const fields = Array.from({ length: count }, (_, index) => field(`${index}`, `c${index}`, '01:00.000'));

    const { recipients, progress } = read(updated(fields));

    expect(recipients?.length).toBe(named);
    expect(progress).toEqual({ signed: count, total: count });
  });
});
