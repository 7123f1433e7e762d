import { eventId } from '../../../lambda/kit/event-id';

test('an event has the id that it will have in every release: consumers have kept it', () => {
  // Computed by `openssl dgst -sha256` over ["leases",["completed","E-1"]].
  expect(eventId('leases', ['completed', 'E-1'])).toBe(
    'dd8edbd4074b4548f2602f742c436378e799afa35b0cd494020671faf302b765',
  );
});

test.each([
  ['at another endpoint', 'deeds', ['completed', 'E-1']],
  ['of another kind', 'leases', ['signed', 'E-1']],
  ['of which a part moved over', 'leases', ['completedE', '-1']],
  ['of one part less', 'leases', ['completed']],
])('an event %s is another one', (_, endpoint, key) => {
  expect(eventId(endpoint, key)).not.toBe(eventId('leases', ['completed', 'E-1']));
});
