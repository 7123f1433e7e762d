import fc from 'fast-check';
import { documensoDelivery } from '../../../lambda/providers/documenso/delivery';
import { readDocumensoEvent } from '../../../lambda/providers/documenso/events';
import { documensoVerifier } from '../../../lambda/providers/documenso/verify';
import { meanings } from '../../../lambda/providers/documenso/meanings';
import { isoTime, orNull } from '../generators';
import type { EventSubject, Json } from '../subject';
import { signingTokens } from './documenso-bodies';
import { pressed, sampleForms, samples } from './documenso-samples';

const reminder = 'DOCUMENT_REMINDER_SENT';
const event = fc.constantFrom(...meanings.keys(), 'DOCUMENT_BLESSED');

const recipient = fc.record({
  id: fc.nat(),
  name: fc.string(),
  email: fc.emailAddress(),
  token: fc.constantFrom(...signingTokens),
  role: fc.constantFrom('SIGNER', 'VIEWER', 'CC'),
  readStatus: fc.constantFrom('OPENED', 'NOT_OPENED'),
  signingStatus: fc.constantFrom('SIGNED', 'NOT_SIGNED', 'REJECTED'),
  signedAt: orNull(isoTime),
  expirationNotifiedAt: orNull(isoTime),
});

const payload = fc.record({
  id: fc.nat(),
  envelopeId: fc.stringMatching(/^envelope_[a-z]{16}$/),
  title: fc.string(),
  status: fc.constantFrom('DRAFT', 'PENDING', 'COMPLETED', 'REJECTED', 'CANCELLED'),
  createdAt: isoTime,
  updatedAt: isoTime,
  completedAt: orNull(isoTime),
  deletedAt: orNull(isoTime),
  teamId: orNull(fc.nat()),
  formValues: fc.jsonValue(),
  recipients: fc.uniqueArray(recipient, { selector: ({ id }) => id, maxLength: 5 }),
});
type Payload = typeof payload extends fc.Arbitrary<infer Value> ? Value : never;

const delivered = (name: string, about: Payload, createdAt: string): Json => ({
  event: name,
  payload: { ...about, Recipient: about.recipients },
  createdAt,
  webhookEndpoint: `https://hooks.example.com/${createdAt}`,
});

export const generated: EventSubject['generated'] = {
  // A reminder changes nothing but the time of the attempt.
  same: fc
    .tuple(event, payload, isoTime, isoTime)
    .filter(([name]) => name !== reminder)
    .map(([name, about, first, second]) => {
      // An unknown event is identified by its whole payload, in which the order of a list counts.
      const recipients = meanings.has(name) ? [...about.recipients].reverse() : about.recipients;
      return [delivered(name, about, first), delivered(name, { ...about, recipients }, second)];
    }),
  different: fc
    .tuple(event, event, payload, fc.nat(), isoTime)
    .filter(([name, other, { id }, otherId]) => name !== other || id !== otherId)
    .map(([name, other, about, id, time]) => [
      delivered(name, about, time),
      delivered(other, { ...about, id }, time),
    ]),
};

const pressTimes = ['2026-11-21T10:00:00.000Z', '2026-11-21T10:00:07.500Z'] as const;
const retriedAt = '2026-11-21T10:00:09.000Z';
const readBody = (body: Json) => readDocumensoEvent(Buffer.from(JSON.stringify(body)));

const sampleCases = Object.entries(sampleForms).flatMap(([version, form]) =>
  samples.map((sample) => ({ ...sample, version, form, sample })),
);

function testButtonTests(): void {
  it.each(sampleCases)('is a test each time: $event of $version', ({ type, form, sample }) => {
    const presses = pressTimes.map((time) => readBody(form(pressed(sample, time), time)));

    for (const press of presses) {
      expect(press).toMatchObject({ type, test: true });
      expect(press.problem).toBeUndefined();
    }
    expect(presses[0]?.key).not.toEqual(presses[1]?.key);
  });

  it.each(sampleCases)('is one test for all attempts: $event of $version', ({ form, sample }) => {
    const [time] = pressTimes;
    const attempts = [time, retriedAt].map((attemptAt) => form(pressed(sample, time), attemptAt));
    const [first, second] = attempts.map((body) => readBody(body).key);

    expect(second).toEqual(first);
    const [content, contentAgain] = attempts.map((body) => documensoDelivery.content(body));
    expect(contentAgain).toEqual(content);
  });

  it('is one test for all attempts with a delivery id, and the next one with another id', () => {
    const [time] = pressTimes;
    const keyOf = (deliveryId: string, createdAt: string) =>
      readBody({ ...pressed(samples[0]!, time), deliveryId, createdAt }).key;

    expect(keyOf('d-1', retriedAt)).toEqual(keyOf('d-1', time));
    expect(keyOf('d-2', time)).not.toEqual(keyOf('d-1', time));
  });

  it('is another test with each delivery if its payload has no time', () => {
    const { payload, ...rest } = pressed(samples[0]!, pressTimes[0]);
    const keyOf = (createdAt: string) =>
      readBody({ ...rest, payload: { ...(payload as Json), createdAt: null }, createdAt }).key;

    expect(keyOf(retriedAt)).not.toEqual(keyOf(pressTimes[0]));
  });
}

export function additionalTests(): void {
  describe('the Test button', testButtonTests);

  it('compares the UTF-8 of its secret', () => {
    const secret = `${'A'.repeat(43)}é`;
    const headers = { 'x-documenso-secret': secret };
    const verdict = documensoVerifier.configure({})({ headers, body: Buffer.from('{}') }, [
      { stage: 'current', value: secret },
    ]);

    expect(verdict).toEqual({ kind: 'genuine', authenticity: 'shared-secret', matchedSecret: 'current' });
  });
}
