import * as fc from 'fast-check';
import { eventDetail, maxDetailBytes } from '../../../lambda/kit/event-detail';
import { signingEventSchema, type SigningEvent } from '../../../lambda/contracts/signing-event';

const event = (more: Partial<SigningEvent> = {}): SigningEvent => ({
  version: 1,
  id: 'a'.repeat(64),
  type: 'envelope.completed',
  provider: 'iinked-sign',
  endpoint: 'contracts',
  confirmed: false,
  receivedAt: '2026-11-21T10:00:00.000Z',
  ...more,
});

const detailOf = (more: Partial<SigningEvent>) =>
  signingEventSchema.parse(JSON.parse(eventDetail(event(more)))) as SigningEvent;

const files = Array.from({ length: 200 }, (_, index) => ({
  role: 'executed' as const,
  key: `documents/contracts/e/r/${index}/executed.pdf`,
  size: 1,
  sha256: 'b'.repeat(64),
  title: '\u{1F58B}\u0001'.repeat(166),
}));
const archive = {
  bucket: 'archive',
  revision: 'r',
  manifest: { key: 'documents/contracts/e/r/manifest.json', sha256: 'c'.repeat(64) },
  fileCount: 200,
  roles: ['executed' as const],
};
const recipients = Array.from({ length: 100 }, (_, id) => ({ id: String(id), name: '\u0001'.repeat(500) }));
const externalData = { text: 'x'.repeat(maxDetailBytes) };

test('an event of usual size stays complete', () => {
  const whole = event({
    archive: { ...archive, files: files.slice(0, 3) },
    recipients: recipients.slice(0, 3),
  });

  expect(eventDetail(whole)).toBe(JSON.stringify(whole));
});

test.each<[string, Partial<SigningEvent>, Partial<SigningEvent>]>([
  ['its files', { archive: { ...archive, files }, recipients: [] }, { archive, recipients: [] }],
  [
    'its recipients',
    { archive, recipients, progress: { signed: 1, total: 2 } },
    { archive, progress: { signed: 1, total: 2 } },
  ],
  [
    'the sender’s data',
    { envelope: { id: 'e', title: 'Lease', externalData } },
    { envelope: { id: 'e', title: 'Lease' } },
  ],
  [
    'all of them',
    { archive: { ...archive, files }, recipients, envelope: { id: 'e', externalData } },
    { archive, envelope: { id: 'e' } },
  ],
])('an event that is too large leaves out %s', (_, large, left) => {
  expect(detailOf(large)).toEqual(event(left));
});

test.each([
  ['the first half of a pair', 'a\ud83d', 'a\ufffd'],
  ['the second half of a pair', '\udd8bb', '\ufffdb'],
  ['a whole pair', '\u{1F58B}', '\u{1F58B}'],
  ['a text that looks like an escape', '\\ud800 \\\\ud800', '\\ud800 \\\\ud800'],
  ['what XML does not know', '\ufffe\uffff', '\ufffe\uffff'],
])('%s becomes text that each service accepts', (_, title, seen) => {
  expect(detailOf({ envelope: { id: 'e', title } }).envelope?.title).toBe(seen);
});

test('a detail is well-formed text that SQS accepts, with the same content, for any event', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (title, key) => {
      const more = { envelope: { id: 'e', title, externalData: { [key]: title } } };
      const detail = eventDetail(event(more));

      expect(Buffer.from(detail).toString()).toBe(detail);
      expect(detail).not.toMatch(/[\ufffe\uffff]/);
      expect(JSON.parse(detail)).toEqual(JSON.parse(JSON.stringify(event(more))));
    }),
  );
});
