import { sha256Hex } from '../../../../lambda/kit/hash';
import { readIinkedSignEvent } from '../../../../lambda/providers/iinked-sign/events';
import { fixture } from './fixture';

const packageId = '24428e41-8b96-40cc-96e6-b74c7c539fcb';
const documentId = '73f34799-c3a2-49e3-aa5f-33b0c2c1f111';

const read = (payload: unknown) => readIinkedSignEvent(Buffer.from(JSON.stringify(payload)));
const executed = {
  action: 'package_executed',
  packageId,
  eventId: 'e-1',
  eventTime: '2022-02-23T20:20:15.9714327Z',
};
const signed = { ...executed, action: 'document_signed', documentId, signerId: 's-1' };

describe('the documented events', () => {
  test('package_add is envelope.created, with the sender’s own data', () => {
    expect(readIinkedSignEvent(fixture('package-add'))).toEqual({
      type: 'envelope.created',
      providerEvent: 'package_add',
      key: ['package_add', '51c0dd0c-2f3a-4f8e-9f0e-0c1d5a7b9e11'],
      occurredAt: '2022-02-23T20:18:02.1170091Z',
      envelope: { id: packageId, externalData: { caseId: '4711', tags: ['lease', 'north'] } },
    });
  });

  test('document_signed is recipient.signed, with who signed what', () => {
    expect(readIinkedSignEvent(fixture('document-signed'))).toEqual({
      type: 'recipient.signed',
      providerEvent: 'document_signed',
      key: ['document_signed', 'f3a27f18-b892-4c4d-8ffa-81f2f459017f'],
      occurredAt: '2022-02-23T20:19:56.8208742Z',
      envelope: { id: packageId },
      document: { id: documentId },
      recipient: { id: 'd5397c13-5dcf-4574-b94b-5addf95c91df' },
    });
  });

  test('document_executed is document.completed', () => {
    expect(readIinkedSignEvent(fixture('document-executed'))).toEqual({
      type: 'document.completed',
      providerEvent: 'document_executed',
      key: ['document_executed', '8977f701-480a-4a5d-9bad-87d87fe38447'],
      occurredAt: '2022-02-23T20:20:15.9021584Z',
      envelope: { id: packageId },
      document: { id: documentId },
    });
  });

  test('document_executed carries the document’s reference', () => {
    const { document } = readIinkedSignEvent(fixture('document-executed-with-external-id'));

    expect(document).toEqual({ id: documentId, externalId: 'Mietvertrag Nr. 7/2026 – Anlage „B“' });
  });

  test('package_executed is envelope.completed; a null externalData is none', () => {
    expect(readIinkedSignEvent(fixture('package-executed'))).toEqual({
      type: 'envelope.completed',
      providerEvent: 'package_executed',
      key: ['package_executed', '0ea12600-85bc-46dd-af85-f82f621c1abc'],
      occurredAt: '2022-02-23T20:20:15.9714327Z',
      envelope: { id: packageId },
    });
  });
});

describe('an action that no page names', () => {
  test('is a provider.event under its own name, without a problem', () => {
    expect(readIinkedSignEvent(fixture('unknown-action'))).toEqual({
      type: 'provider.event',
      providerEvent: 'verification_completed',
      key: ['verification_completed', 'c7a1b2d3-1111-4222-8333-944455556666'],
      occurredAt: '2022-02-23T20:19:12.0000001Z',
      envelope: { id: packageId },
    });
  });

  test('needs no package', () => {
    const { type, problem } = read({ action: 'member_added', eventId: 'e-1', eventTime: executed.eventTime });

    expect({ type, problem }).toEqual({ type: 'provider.event', problem: undefined });
  });

  test.each(['__proto__', 'constructor', 'toString', 'PACKAGE_EXECUTED', ' package_executed'])(
    'may be called %j',
    (action) => {
      const { type, providerEvent } = read({ ...executed, action });

      expect({ type, providerEvent }).toEqual({ type: 'provider.event', providerEvent: action });
    },
  );
});

describe('a genuine body that differs from the pages', () => {
  test.each([
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'body-not-utf8'],
    ['nothing', Buffer.alloc(0), 'body-not-json'],
    ['a form', Buffer.from('action=package_executed'), 'body-not-json'],
    ['half an object', Buffer.from('{"action":"package_executed"'), 'body-not-json'],
    ['UTF-16', Buffer.from('{"action":"package_executed"}', 'utf16le'), 'body-not-json'],
    ['null', Buffer.from('null'), 'body-not-an-object'],
    ['a list', Buffer.from('[{"action":"package_executed"}]'), 'body-not-an-object'],
    ['a text', Buffer.from('"package_executed"'), 'body-not-an-object'],
  ])('is a provider.event keyed by its bytes: %s', (_, body, problem) => {
    expect(readIinkedSignEvent(body)).toEqual({
      type: 'provider.event',
      key: { sha256: sha256Hex(body) },
      problem,
    });
  });

  test.each([
    ['no action', { ...executed, action: undefined }, 'action-unusable'],
    ['an action that is no text', { ...executed, action: 7 }, 'action-unusable'],
    ['no package', { ...executed, packageId: undefined }, 'envelope-id-unusable'],
    ['a null package', { ...executed, packageId: null }, 'envelope-id-unusable'],
    ['a package id that leaves its folder', { ...executed, packageId: '../../etc' }, 'envelope-id-unusable'],
    ['a package id with a slash', { ...executed, packageId: 'a/b' }, 'envelope-id-unusable'],
    ['a package id of 129 characters', { ...executed, packageId: 'a'.repeat(129) }, 'envelope-id-unusable'],
    ['a package id that is a list', { ...executed, packageId: [packageId] }, 'envelope-id-unusable'],
    ['a signature without a document', { ...signed, documentId: undefined }, 'document-id-unusable'],
    ['a signature without a signer', { ...signed, signerId: null }, 'recipient-id-unusable'],
    [
      'an unknown action with an odd package',
      { ...executed, action: 'x', packageId: '..' },
      'envelope-id-unusable',
    ],
  ])('is a provider.event with a problem: %s', (_, payload, problem) => {
    const event = read(payload);

    expect([event.type, event.problem]).toEqual(['provider.event', problem]);
  });

  test.each([
    ['no event id', { eventId: undefined }, 'event-id-unusable'],
    ['an event id that is a number', { eventId: 12 }, 'event-id-unusable'],
    ['an empty event id', { eventId: '' }, 'event-id-unusable'],
    ['no time', { eventTime: undefined }, 'event-time-unusable'],
    ['a time that is a number', { eventTime: 1645647615 }, 'event-time-unusable'],
    ['a time that is none', { eventTime: '2022-02-30T20:20:15Z' }, 'event-time-unusable'],
    [
      'a time of endless digits',
      { eventTime: `2022-02-23T20:20:15.${'9'.repeat(1e6)}Z` },
      'event-time-unusable',
    ],
    ['a time without its zone', { eventTime: '2022-02-23T20:20:15.9714327' }, 'event-time-unusable'],
    ['a reference that is a number', { externalId: 7 }, 'external-id-unusable'],
    ['external data that is a text', { externalData: 'case 7' }, 'external-data-left-out'],
    ['external data that is a list', { externalData: ['case 7'] }, 'external-data-left-out'],
  ])('keeps its word while its package is known: %s', (_, odd, problem) => {
    const event = read({ ...executed, ...odd });

    expect(event).toMatchObject({ type: 'envelope.completed', envelope: { id: packageId }, problem });
  });

  test('is still a completion when all but action and package is missing', () => {
    const body = fixture('package-executed-missing-fields');

    expect(readIinkedSignEvent(body)).toEqual({
      type: 'envelope.completed',
      providerEvent: 'package_executed',
      key: { sha256: sha256Hex(body) },
      envelope: { id: packageId },
      problem: 'event-id-unusable',
    });
  });

  test('forgives a byte order mark', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), fixture('package-executed')]);

    expect(readIinkedSignEvent(marked)).toEqual(readIinkedSignEvent(fixture('package-executed')));
  });

  test('counts the last of equal keys', () => {
    const body = Buffer.from(`{"packageId":"first","action":"package_executed","packageId":"second"}`);

    expect(readIinkedSignEvent(body).envelope).toEqual({ id: 'second' });
  });

  test('does not let __proto__ give fields', () => {
    const body = Buffer.from(`{"action":"package_executed","__proto__":{"packageId":"${packageId}"}}`);

    expect(readIinkedSignEvent(body)).toMatchObject({
      type: 'provider.event',
      problem: 'envelope-id-unusable',
    });
  });

  const nestedIn = (levels: number) =>
    Buffer.from(
      `{"action":"package_executed","packageId":"p","externalData":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`,
    );

  test('may be nested far deeper than anybody needs', () => {
    expect(readIinkedSignEvent(nestedIn(900))).toMatchObject({ type: 'envelope.completed' });
  });

  test('nested deeper still, is an event with a problem', () => {
    expect(readIinkedSignEvent(nestedIn(200_000))).toMatchObject({
      type: 'provider.event',
      problem: 'body-nested-too-deep',
    });
  });
});

describe('times', () => {
  test.each(['2022-02-23T20:20:15.9714327Z', '2022-02-23T20:20:15Z', '2022-02-23T15:20:15.5-05:00'])(
    '%s is kept as it stands',
    (eventTime) => {
      expect(read({ ...executed, eventTime })).toMatchObject({ occurredAt: eventTime });
    },
  );
});

describe('external data', () => {
  const withData = (externalData: string) =>
    readIinkedSignEvent(
      Buffer.from(`${JSON.stringify(executed).slice(0, -1)},"externalData":${externalData}}`),
    );
  const nested = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
  const sized = (bytes: number) => JSON.stringify({ a: 'x'.repeat(bytes - 8) });

  test.each([
    ['empty', '{}'],
    ['8 KiB', sized(8192)],
    ['32 levels deep', nested(32)],
    ['the largest exact number', '{"n":9007199254740991,"m":-1.5e-7,"x":null,"y":[true]}'],
  ])('is carried: %s', (_, data) => {
    const event = withData(data);

    expect(event.envelope?.externalData).toEqual(JSON.parse(data));
    expect(event.problem).toBeUndefined();
  });

  test.each([
    ['over 8 KiB', sized(8193)],
    ['over 8 KiB in bytes, not in characters', JSON.stringify({ a: 'ß'.repeat(4100) })],
    ['33 levels deep', nested(33)],
    ['a number that JavaScript rounds', '{"order":12345678901234567890}'],
    ['a number beyond all numbers', '{"deep":[{"n":1e999}]}'],
  ])('is left to the record, by name: %s', (_, data) => {
    const event = withData(data);

    expect(event.envelope).toEqual({ id: packageId });
    expect(event).toMatchObject({ type: 'envelope.completed', problem: 'external-data-left-out' });
  });
});

describe('long texts', () => {
  test('are clipped, so that no event is too large for the bus', () => {
    const { providerEvent, document } = read({
      ...signed,
      action: 'x'.repeat(300),
      externalId: 'y'.repeat(2000),
    });

    expect(providerEvent).toBe('x'.repeat(256));
    expect(document?.externalId).toBe('y'.repeat(1024));
  });

  test('are clipped between characters', () => {
    const { document } = read({ ...signed, externalId: 'y'.repeat(1023) + '😀' });

    expect(document?.externalId).toBe('y'.repeat(1023));
  });

  test('do not make two events one: the key has them whole', () => {
    const [one, other] = ['a', 'b'].map((end) => read({ ...executed, action: 'x'.repeat(300) + end }));

    expect(one?.key).not.toEqual(other?.key);
  });
});
