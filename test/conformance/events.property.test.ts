import fc from 'fast-check';
import { eventId } from '../../lambda/kit/event-id';
import { eventReaders } from '../../lambda/providers';
import { turned } from './json-variants';
import { everySubject } from './subjects';

describe.each(everySubject)('a generated event of %s', (id, { events }) => {
  const { generated, secrets } = events;
  const read = (json: unknown, indent = 0) =>
    eventReaders[id](Buffer.from(JSON.stringify(json, null, indent)));
  const idOf = (json: unknown, indent?: number) => eventId('e', read(json, indent).key);

  it('has one id however, whenever and in whatever order and spacing it is delivered', () => {
    fc.assert(
      fc.property(generated.same, fc.integer({ min: 0, max: 8 }), ([one, other], indent) => {
        expect(idOf(turned(other), indent)).toBe(idOf(one));
      }),
    );
  });

  it('has another id if it is another event', () => {
    fc.assert(
      fc.property(generated.different, ([one, other]) => {
        expect(idOf(other)).not.toBe(idOf(one));
      }),
    );
  });

  it('has none of the secrets in its body', () => {
    fc.assert(
      fc.property(generated.same, ([body]) => {
        const text = JSON.stringify(read(body));

        expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      }),
    );
  });
});
