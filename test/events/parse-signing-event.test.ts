import {
  isKnownSigningEvent,
  parseSigningEvent,
  SigningEventUnreadable,
  type SigningEvent,
} from '../../events';
import { archived, eachShape, onTheBus, signed } from './sample-events';

/** What SNS puts into a queue, and hands to a function. */
const notification = (detail: SigningEvent) => ({
  Type: 'Notification',
  MessageId: 'da41e39f-ea4d-435a-b922-c6aae3915ebe',
  TopicArn: 'arn:aws:sns:eu-west-1:123456789012:signed',
  Message: JSON.stringify(onTheBus(detail)),
});

function unreadable(given: unknown): SigningEventUnreadable {
  try {
    parseSigningEvent(given);
  } catch (error) {
    if (error instanceof SigningEventUnreadable) return error;
    throw error;
  }
  throw new Error('It was read.');
}

test.each([
  ['the event of EventBridge', onTheBus(archived)],
  ['its detail', archived],
  ['the body of a message of SQS', JSON.stringify(onTheBus(archived))],
  ['the body of a message of SQS with the detail alone', JSON.stringify(archived)],
  ['a message of SNS', notification(archived)],
  ['the message of a message of SNS', notification(archived).Message],
  ['a message of SNS in a message of SQS', JSON.stringify(notification(archived))],
])('%s is read', (_, given) => {
  const event = parseSigningEvent(given);

  expect(event).toEqual(archived);
  expect(isKnownSigningEvent(event)).toBe(true);
});

test.each(eachShape.map((event) => [event]))('an event of each shape is read as it is: %j', (event) => {
  const parsed = parseSigningEvent(event);

  expect(parsed).toBe(event);
  expect(isKnownSigningEvent(parsed)).toBe(true);
});

test('an unknown type is read as unknown, if it has what every event has', () => {
  const later = { ...signed, type: 'envelope.renamed', authenticity: 7, record: undefined };
  const event = parseSigningEvent(later);

  expect(event).toBe(later);
  expect(isKnownSigningEvent(event)).toBe(false);
  expect(unreadable({ ...later, endpoint: undefined }).field).toBe('endpoint');
});

test.each(['__proto__', 'constructor', 'toString', '', 'envelope.Archived'])(
  'the type %j is unknown',
  (type) => {
    expect(isKnownSigningEvent(parseSigningEvent({ ...archived, type }))).toBe(false);
  },
);

test('what a later version adds breaks nothing, and stays', () => {
  const later = {
    ...archived,
    provider: 'new-sign',
    foundBy: 'new-way',
    replayed: { at: 'now' },
    archive: { ...archived.archive, roles: ['new-role'], pages: 3 },
  };

  expect(parseSigningEvent(later)).toEqual(later);
});

test.each<[string, unknown]>([
  ['archive', { ...archived, archive: undefined }],
  ['archive', { ...archived, archive: [] }],
  ['archive.manifest.sha256', { ...archived, archive: { ...archived.archive, manifest: { key: 'k' } } }],
  [
    'archive.files[0].size',
    { ...archived, archive: { ...archived.archive, files: [{ role: 'executed', key: 'k' }] } },
  ],
  ['archive.fileCount', { ...archived, archive: { ...archived.archive, fileCount: -1 } }],
  ['confirmed', { ...archived, confirmed: 'true' }],
  ['envelope', { ...signed, envelope: undefined }],
  ['envelope.id', { ...signed, envelope: { id: 7 } }],
  ['authenticity', { ...signed, authenticity: undefined }],
  ['record.bucket', { ...signed, record: { key: 'k' } }],
  ['recipients[1].id', { ...signed, recipients: [{ id: '1' }, {}] }],
  ['document', { ...signed, type: 'document.completed' }],
  ['problem', { ...archived, type: 'envelope.archive-failed', confirmed: false }],
  ['version', { ...signed, version: 2 }],
  ['id', { ...signed, id: 'short' }],
  ['receivedAt', { ...signed, receivedAt: 'yesterday' }],
  ['test', { ...signed, test: false }],
  ['type', { ...signed, type: undefined }],
])('the error names the field %s', (field, event) => {
  expect(unreadable(event)).toMatchObject({ name: 'SigningEventUnreadable', field });
  expect(unreadable(event).message).toContain(`: ${field} `);
});

test.each([[undefined], [null], [7], [true], [[]], [''], ['{'], ['[]'], ['null'], [{ Records: [] }]])(
  '%j is no signing event',
  (given) => {
    expect(unreadable(given).problem).toMatch(/^is not /);
  },
);

test('no error has a part of what was given', () => {
  const secret = 'a-token-of-somebody';
  const given = [secret, `{"id":"${secret}`, { ...signed, id: secret }, { ...signed, envelope: secret }];

  for (const one of given)
    expect(JSON.stringify(unreadable(one)) + unreadable(one).message).not.toContain(secret);
});

test('texts in texts have an end', () => {
  const deep = Array.from({ length: 20 }).reduce<string>(
    (text) => JSON.stringify(text),
    JSON.stringify(signed),
  );

  expect(unreadable(deep).problem).toBe('is not an object');
});
