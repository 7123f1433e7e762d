import { eventId } from '../../../lambda/kit/event-id';

test('the id of an event never changes, because consumers store it', () => {
  // Computed by `openssl dgst -sha256` over ["leases",["completed","E-1"]].
  expect(eventId('leases', ['completed', 'E-1'])).toBe(
    'dd8edbd4074b4548f2602f742c436378e799afa35b0cd494020671faf302b765',
  );
});

test.each([
  ['at another endpoint', 'deeds', ['completed', 'E-1']],
  ['of another type', 'leases', ['signed', 'E-1']],
  ['with a part moved to its neighbor', 'leases', ['completedE', '-1']],
  ['with one part less', 'leases', ['completed']],
])('an event %s has another id', (_, endpoint, key) => {
  expect(eventId(endpoint, key)).not.toBe(eventId('leases', ['completed', 'E-1']));
});
