import { sha256Hex } from '../../../../lambda/kit/hash';
import { readSignPlusEvent } from '../../../../lambda/providers/sign-plus/events';
import { fixture } from './fixture';

const envelopeId = '6697e681c5e364c7c23710d4';
const recipientId = '6697cc22b4bd194facb20474';

const hook = { id: 'h1', event: 'envelope_completed', target: 'https://hooks.example.com/t' };
const data = { id: 'h1', uid: 'u1', envelope_id: envelopeId, file_name: 'Lease' };
const audit = { id: 'h1', uid: 'u1', envelope_id: envelopeId, recipient_id: recipientId };

const bytesOf = (payload: unknown) => Buffer.from(JSON.stringify(payload));
const read = (payload: unknown) => readSignPlusEvent(bytesOf(payload));
const readWith = (moreHook: object, moreData: object = {}) =>
  read({ hook: { ...hook, ...moreHook }, data: { ...data, ...moreData } });
const readAudit = (action: unknown, more: object = {}) =>
  read({ hook: { ...hook, event: 'envelope_audit_trail' }, data: { ...audit, action, ...more } });

describe('the documented events', () => {
  test.each([
    ['envelope_completed', 'envelope.completed'],
    ['envelope_declined', 'envelope.declined'],
    ['envelope_voided', 'envelope.voided'],
    ['envelope_expired', 'envelope.expired'],
  ])('%s is %s, of which no time is known', (event, type) => {
    expect(readSignPlusEvent(fixture(`${event.replace('_', '-')}.json`))).toEqual({
      type,
      providerEvent: event,
      key: [event, envelopeId],
      envelope: { id: envelopeId, title: 'dummy' },
    });
  });

  test('envelope_audit_trail is what one recipient did', () => {
    expect(readSignPlusEvent(fixture('envelope-audit-trail.json'))).toEqual({
      type: 'recipient.viewed',
      providerEvent: 'envelope_audit_trail/ENVELOPE_VIEWED',
      key: ['envelope_audit_trail', 'ENVELOPE_VIEWED', envelopeId, recipientId],
      envelope: { id: envelopeId },
      recipient: { id: recipientId },
    });
  });

  test.each([
    ['ENVELOPE_VIEWED', 'recipient.viewed'],
    ['ENVELOPE_SIGNED', 'recipient.signed'],
    ['ENVELOPE_DECLINED', 'recipient.declined'],
  ])('its action %s is %s', (action, type) => {
    expect(readAudit(action)).toMatchObject({
      type,
      key: ['envelope_audit_trail', action, envelopeId, recipientId],
    });
  });

  test.each(['completed', 'declined', 'voided', 'expired'])(
    'envelope_%s in upper case is the same event',
    (end) => {
      const [lower, upper] = [`envelope_${end}`, `ENVELOPE_${end.toUpperCase()}`].map((event) =>
        readWith({ event }),
      );

      expect(upper).toEqual({ ...lower, providerEvent: `ENVELOPE_${end.toUpperCase()}` });
    },
  );

  test.each(['ENVELOPE_VIEWED', 'ENVELOPE_SIGNED', 'ENVELOPE_DECLINED'])(
    'the action %s in lower case, of an event in upper case, is the same event',
    (action) => {
      const other = read({
        hook: { ...hook, event: 'ENVELOPE_AUDIT_TRAIL' },
        data: { ...audit, action: action.toLowerCase() },
      });

      expect(other).toEqual({
        ...readAudit(action),
        providerEvent: `ENVELOPE_AUDIT_TRAIL/${action.toLowerCase()}`,
      });
    },
  );
});

describe('what identifies an event', () => {
  const { key } = readWith({});

  test.each<[string, object, object]>([
    ['the webhook', { id: 'other' }, { id: 'other' }],
    ['the address', { target: 'https://hooks.example.com/rotated' }, {}],
    ['the account', {}, { uid: 'other' }],
    ['the name', {}, { file_name: 'Renamed' }],
  ])('is not %s', (_, moreHook, moreData) => {
    expect(readWith(moreHook, moreData).key).toEqual(key);
  });

  test.each<[string, object, object]>([
    ['the event', { event: 'envelope_voided' }, {}],
    ['the envelope', {}, { envelope_id: 'other' }],
  ])('is %s', (_, moreHook, moreData) => {
    expect(readWith(moreHook, moreData).key).not.toEqual(key);
  });

  test('is who did what, on the audit trail', () => {
    const keys = [
      readAudit('ENVELOPE_VIEWED'),
      readAudit('ENVELOPE_SIGNED'),
      readAudit('ENVELOPE_SIGNED', { recipient_id: 'other' }),
      readAudit('ENVELOPE_SIGNED', { envelope_id: 'other' }),
    ].map((event) => JSON.stringify(event.key));

    expect(new Set(keys).size).toBe(4);
  });
});

describe('what no page names', () => {
  test('an event is a provider.event under its own name, without a problem', () => {
    const body = fixture('unknown-event.json');

    expect(readSignPlusEvent(body)).toEqual({
      type: 'provider.event',
      providerEvent: 'envelope_reassigned',
      key: { sha256: sha256Hex(body) },
      envelope: { id: envelopeId, title: 'dummy' },
    });
  });

  test('an action is a provider.event under its own name, without a problem', () => {
    expect(readAudit('ENVELOPE_FORWARDED')).toMatchObject({
      type: 'provider.event',
      providerEvent: 'envelope_audit_trail/ENVELOPE_FORWARDED',
      recipient: { id: recipientId },
    });
    expect(readAudit('ENVELOPE_FORWARDED').problem).toBeUndefined();
  });

  test.each(['__proto__', 'constructor', 'toString', ' envelope_completed', 'envelope.completed'])(
    'an event may be called %j',
    (event) => {
      const { type, providerEvent } = readWith({ event });

      expect({ type, providerEvent }).toEqual({ type: 'provider.event', providerEvent: event });
    },
  );
});

describe('a genuine body that differs from the page', () => {
  test.each([
    ['the page’s own example', fixture('envelope-declined-as-printed.txt'), 'body-not-json'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'body-not-utf8'],
    ['nothing', Buffer.alloc(0), 'body-not-json'],
    ['a list', Buffer.from('[]'), 'body-not-an-object'],
    ['null', Buffer.from('null'), 'body-not-an-object'],
  ])('is a provider.event keyed by its bytes: %s', (_, body, problem) => {
    expect(readSignPlusEvent(body)).toEqual({
      type: 'provider.event',
      key: { sha256: sha256Hex(body) },
      problem,
    });
  });

  const auditHook = { ...hook, event: 'envelope_audit_trail' };
  const signed = { ...audit, action: 'ENVELOPE_SIGNED' };

  test.each<[string, object, string]>([
    ['an empty object', {}, 'event-name-unusable'],
    ['a hook that is a text', { hook: 'x', data }, 'event-name-unusable'],
    ['a hook that is a list', { hook: [hook], data }, 'event-name-unusable'],
    ['an event that is a number', { hook: { ...hook, event: 7 }, data }, 'event-name-unusable'],
    ['no data', { hook }, 'envelope-id-unusable'],
    ['null data', { hook, data: null }, 'envelope-id-unusable'],
    ['fields beside the data', { hook, ...data }, 'envelope-id-unusable'],
    [
      'an envelope id that leaves its folder',
      { hook, data: { envelope_id: '../x' } },
      'envelope-id-unusable',
    ],
    [
      'an envelope id of 129 characters',
      { hook, data: { envelope_id: 'a'.repeat(129) } },
      'envelope-id-unusable',
    ],
    [
      'an unknown event with an odd envelope',
      { hook: { event: 'x' }, data: { envelope_id: 7 } },
      'envelope-id-unusable',
    ],
    ['an audit trail of no action', { hook: auditHook, data: audit }, 'action-unusable'],
    [
      'an audit trail of no envelope',
      { hook: auditHook, data: { ...signed, envelope_id: null } },
      'envelope-id-unusable',
    ],
    [
      'an audit trail of nobody',
      { hook: auditHook, data: { ...signed, recipient_id: undefined } },
      'recipient-id-unusable',
    ],
    [
      'an audit trail of somebody endless',
      { hook: auditHook, data: { ...signed, recipient_id: 'r'.repeat(257) } },
      'recipient-id-unusable',
    ],
  ])('is a provider.event with a problem, keyed by its bytes: %s', (_, payload, problem) => {
    const { type, problem: named, key } = read(payload);

    expect({ type, problem: named, key }).toEqual({
      type: 'provider.event',
      problem,
      key: { sha256: sha256Hex(bytesOf(payload)) },
    });
  });

  test('has its type, key and envelope if only the name is odd', () => {
    expect(readWith({}, { file_name: 7 })).toEqual({
      type: 'envelope.completed',
      providerEvent: 'envelope_completed',
      key: ['envelope_completed', envelopeId],
      envelope: { id: envelopeId },
      problem: 'title-unusable',
    });
  });

  test.each([null, undefined, ''])('needs no name: %p', (file_name) => {
    const { type, envelope, problem } = readWith({}, { file_name });

    expect([type, envelope, problem]).toEqual(['envelope.completed', { id: envelopeId }, undefined]);
  });

  test('forgives a byte order mark', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), fixture('envelope-completed.json')]);

    expect(readSignPlusEvent(marked)).toEqual(readSignPlusEvent(fixture('envelope-completed.json')));
  });

  test('does not let __proto__ give fields', () => {
    const body = Buffer.from(
      `{"hook":{"__proto__":{"event":"envelope_completed"}},"data":{"__proto__":{"envelope_id":"x"}}}`,
    );

    expect(readSignPlusEvent(body)).toMatchObject({ type: 'provider.event', problem: 'event-name-unusable' });
  });
});

test('long texts are clipped between characters, so that no event is too large for the bus', () => {
  const { providerEvent } = readWith({ event: 'x'.repeat(300) });
  const { envelope } = readWith({}, { file_name: `${'y'.repeat(499)}😀` });

  expect(providerEvent).toBe('x'.repeat(256));
  expect(envelope?.title).toBe('y'.repeat(499));
});

test('a name that is cut to nothing is an empty title', () => {
  expect(readWith({}, { file_name: '\ud800' }).envelope?.title).toBe('');
});

test('no event has the address, the webhook or the account', () => {
  const event = JSON.stringify(readWith({ id: 'h-77', target: 'https://x.example/tok-77' }, { uid: 'u-77' }));

  expect(event).not.toContain('77');
});
