import fc from 'fast-check';
import { documensoVerifier } from '../../../lambda/providers/documenso/verify';
import { meanings } from '../../../lambda/providers/documenso/meanings';
import { isoTime, orNull } from '../generators';
import type { EventSubject, Json } from '../subject';
import { signingTokens } from './documenso-bodies';

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

export function additionalTests(): void {
  it('compares the UTF-8 of its secret', () => {
    const secret = `${'A'.repeat(43)}é`;
    const headers = { 'x-documenso-secret': secret };
    const verdict = documensoVerifier.configure({})({ headers, body: Buffer.from('{}') }, [
      { stage: 'current', value: secret },
    ]);

    expect(verdict).toEqual({ kind: 'genuine', authenticity: 'shared-secret', matchedSecret: 'current' });
  });
}
